// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
// spotless:on

import dev.siamese.catalog.Catalog;
import dev.siamese.catalog.DataDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "FetchData",
    mixinStandardHelpOptions = true,
    description = "List the public data sets, or download one.",
    footer = "  jbang/run FetchData --dataset omniglot")
class FetchData implements Callable<Integer> {

  static class Action {
    @Option(names = "--list", description = "List all data sets, and which of them are present.")
    boolean list;

    @Option(
        names = "--dataset",
        paramLabel = "NAME",
        description =
            "Download a data set, such as omniglot, or one file of it; a partial download is"
                + " resumed.")
    String dataset;
  }

  @ArgGroup(multiplicity = "1")
  Action action;

  @Option(
      names = {"--out", "--to"},
      paramLabel = "DIR",
      description =
          "Folder to search and to download to (default: SIAMESE_DATA is searched, then data/, and"
              + " downloads go to data/).")
  Path out;

  @Override
  public Integer call() {
    var home = out == null ? DataDirectory.fromEnvironment() : new DataDirectory(List.of(), out);
    if (action.list) {
      System.out.println(Catalog.table(home).printAll());
      return 0;
    }
    for (var entry : Catalog.dataset(action.dataset)) {
      System.out.println(home.fetch(entry.file()));
    }
    return 0;
  }

  public static void main(String[] args) {
    Script.run(new FetchData(), args);
  }
}
