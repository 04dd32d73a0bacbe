// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
// spotless:on

import dev.siamese.catalog.DataDirectory;
import dev.siamese.study.ResultLog;
import dev.siamese.task.Recipe;
import dev.siamese.task.TaskType;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.training.History;
import dev.siamese.training.ProgressBar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "Train",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Train an encoder by a recipe, resumably, and save it.")
class Train implements Callable<Integer> {

  @Option(
      names = "--task",
      description =
          "What for: images, faces, signatures, records, text, audio or series, each with its own data.")
  String task = "images";

  @Option(
      names = "--recipe",
      description = "A JSON file, or one of the library's (default: that of the task).")
  String recipe;

  @Option(names = "--epochs", description = "Length of training (default: the recipe's).")
  Integer epochs;

  @Option(
      names = "--set",
      paramLabel = "PART=VALUE",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Change the recipe, as in learningRate=0.001 or augmentation.0.degrees=15.")
  Map<String, String> changes = new LinkedHashMap<>();

  @Option(
      names = "--data",
      description =
          "The data by name, or a folder with one sub-folder of pictures per class; an unknown name shows all (default: that of the task).")
  String data;

  @Option(
      names = "--held-out",
      description =
          "Alphabets, people or speakers to validate on instead of learning from; 0 for none (default: the task's).")
  Integer heldOut;

  @Option(names = "--seed", description = "Root of all chance.")
  long seed = 1;

  @Option(names = "--device", description = "auto, cpu, gpu or gpu:N.")
  String device = "auto";

  @Option(
      names = "--out",
      description = "Where to save the encoder (default: target/train/RECIPE-DATA-SEED.zip).")
  Path out;

  @Option(names = "--log", description = "CSV file to which a row on the run is added.")
  Path log;

  @Option(names = "--show", description = "Only print the recipe.")
  boolean show;

  @Override
  public Integer call() {
    var subject = TaskType.named(task);
    var name = recipe == null ? subject.defaultRecipe() : recipe;
    var chosen = Recipe.named(name);
    for (var change : changes.entrySet()) {
      chosen = chosen.with(change.getKey(), change.getValue());
    }
    if (epochs != null) {
      chosen = chosen.withEpochs(epochs);
    }
    if (show) {
      System.out.println(chosen);
      return 0;
    }
    var source = data == null ? subject.defaultData() : data;
    int held = heldOut == null ? subject.defaultHeldOut() : heldOut;
    var root = new Seed(seed);
    var what = subject.load(source, DataDirectory.fromEnvironment(), held, root);
    var plan = last(name).replaceFirst("\\.json$", "");
    var standard = Path.of("target", "train", plan + "-" + last(source) + "-" + seed + ".zip");
    var file = out != null ? out : standard;
    var checkpoint = file.resolveSibling(file.getFileName() + ".checkpoint");
    System.err.println(what);
    System.err.println(Torch.describe(Torch.device(device)));
    if (Files.exists(checkpoint)) {
      System.err.println("Going on from " + checkpoint);
    }
    var bar = new ProgressBar(chosen.loss(), System.err);
    try (var trained = what.train(chosen, Torch.device(device), root, bar, checkpoint)) {
      var history = trained.history();
      if (history.interrupted()) {
        System.err.println("Interrupted: the same command goes on from the last epoch.");
        return 1;
      }
      var encoder = trained.encoder();
      encoder.setCard(
          encoder
              .card()
              .withMetadata("task", task)
              .withMetadata("data", source)
              .withMetadata("recipe", chosen.toString()));
      encoder.save(file);
      history.epochs().write().csv(file + ".csv");
      if (log != null) {
        new ResultLog(log).add(row(plan, source, held, history));
      }
      System.out.printf(
          "%s%nSaved as %s; jbang/run Evaluate --model %s examines it.%n", encoder, file, file);
      Files.deleteIfExists(checkpoint);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot save " + file, e);
    }
    return 0;
  }

  private static String last(String path) {
    return Path.of(path).getFileName().toString();
  }

  private Map<String, Object> row(String plan, String source, int held, History history) {
    var row = new LinkedHashMap<String, Object>();
    row.put("recipe", plan);
    row.put(
        "changes", String.join(" ", changes.entrySet().stream().map(Object::toString).toList()));
    row.put("data", source);
    row.put("held_out", held);
    row.put("seed", seed);
    row.put("steps", history.steps().rowCount());
    row.put("seconds", Math.round(history.seconds()));
    row.put("images_per_second", Math.round(history.samplesPerSecond()));
    row.put("loss", history.lastLoss());
    row.put(
        "validation_error",
        Double.isNaN(history.lastValidationError()) ? "" : history.lastValidationError());
    return row;
  }

  public static void main(String[] args) {
    Script.run(new Train(), args);
  }
}
