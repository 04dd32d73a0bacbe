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
    description = "List the data sets, or fetch one, going on where a download broke off.")
class FetchData implements Callable<Integer> {

  static class Action {
    @Option(names = "--list", description = "Show which there are, and which are here.")
    boolean list;

    @Option(names = "--dataset", description = "Fetch one, such as omniglot, or one of its files.")
    String dataset;
  }

  @ArgGroup(multiplicity = "1")
  Action action;

  @Option(
      names = "--to",
      description = "Folder to fetch to (default: SIAMESE_DATA is searched, data/ is filled).")
  Path to;

  @Override
  public Integer call() {
    var home = to == null ? DataDirectory.fromEnvironment() : new DataDirectory(List.of(), to);
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
