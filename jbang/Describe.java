// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
//SOURCES OwnDataOptions.java
// spotless:on

import dev.siamese.task.DataDescription;
import dev.siamese.task.TaskType;
import dev.siamese.tensor.Seed;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "Describe",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Describe your own data: classes, problems, and what Train holds out.",
    footer = "  jbang/run Describe --data photos")
class Describe implements Callable<Integer> {

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description = "Folder, zip or file, as for Train.")
  Path data;

  @Option(
      names = "--task",
      description =
          "images, faces, signatures, records, text, audio, series or table (default: guessed"
              + " from the content).")
  String task;

  @Mixin OwnDataOptions ownData = new OwnDataOptions();

  @Option(names = "--seed", description = Script.SEED)
  long seed = 1;

  @Override
  public Integer call() {
    var type = Optional.ofNullable(task).map(TaskType::named);
    System.out.println(DataDescription.of(data, type, ownData.values(), new Seed(seed)));
    return 0;
  }

  public static void main(String[] args) {
    Script.run(new Describe(), args);
  }
}
