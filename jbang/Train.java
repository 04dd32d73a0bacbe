// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese:0.1.0-SNAPSHOT
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
// spotless:on

import dev.siamese.data.DataException;
import dev.siamese.data.DataHome;
import dev.siamese.engine.Seed;
import dev.siamese.engine.Torch;
import dev.siamese.experiment.Experiment;
import dev.siamese.experiment.OneShotTask;
import dev.siamese.experiment.Recipe;
import dev.siamese.experiment.ResultLog;
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
import picocli.CommandLine.ParseResult;

@Command(
    name = "Train",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Train an encoder by a recipe, resumably, and save it.")
class Train implements Callable<Integer> {

  @Option(
      names = "--recipe",
      description = "A JSON file, or one of the library's: quick, omniglot, omniglot-record.")
  String recipe = "omniglot";

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
      description = "glyphs, omniglot, omniglot-small1, omniglot-small2 or omniglot-1200.")
  String data = "omniglot";

  @Option(
      names = "--held-out",
      description = "Alphabets to validate on instead of learning from; 0 for none.")
  int heldOut = 5;

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
    var chosen = Recipe.named(recipe);
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
    var root = new Seed(seed);
    var task = OneShotTask.named(data, DataHome.standard(), heldOut, root);
    var experiment = new Experiment(task, chosen, Torch.device(device));
    var name = Path.of(recipe).getFileName().toString().replaceFirst("\\.json$", "");
    var file =
        out != null ? out : Path.of("target", "train", name + "-" + data + "-" + seed + ".zip");
    var checkpoint = file.resolveSibling(file.getFileName() + ".checkpoint");
    System.err.println(Torch.describe(experiment.device()));
    if (Files.exists(checkpoint)) {
      System.err.println("Going on from " + checkpoint);
    }
    try (var encoder = experiment.encoder(root)) {
      var loss = chosen.lossFunction();
      var bar = new ProgressBar(loss.toString(), System.err);
      var history = experiment.train(encoder, loss, root, bar, checkpoint);
      if (history.interrupted()) {
        System.err.println("Interrupted: the same command goes on from the last epoch.");
        return 1;
      }
      encoder.describe(encoder.card().withNote("recipe", chosen.toString()));
      encoder.save(file);
      history.table().write().csv(file + ".csv");
      if (log != null) {
        var row = new LinkedHashMap<String, Object>();
        row.put("recipe", name);
        row.put(
            "changes",
            String.join(" ", changes.entrySet().stream().map(Object::toString).toList()));
        row.put("data", data);
        row.put("held_out", heldOut);
        row.put("seed", seed);
        row.put("steps", history.steps().rowCount());
        row.put("seconds", Math.round(history.seconds()));
        row.put("images_per_second", Math.round(history.imagesPerSecond()));
        row.put("loss", history.lastLoss());
        row.put("validation_error", task.validation() == null ? "" : history.lastError());
        new ResultLog(log).add(row);
      }
      System.out.printf(
          "%s%nSaved as %s; jbang/run Evaluate --model %s examines it.%n", encoder, file, file);
      Files.deleteIfExists(checkpoint);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return 0;
  }

  private static int explain(Exception error, CommandLine command, ParseResult arguments)
      throws Exception {
    if (error instanceof DataException
        || error instanceof IllegalArgumentException
        || error instanceof IllegalStateException) {
      System.err.println(error.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    throw error;
  }

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Train()).setExecutionExceptionHandler(Train::explain).execute(args));
  }
}
