// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
//SOURCES OwnDataOptions.java
// spotless:on

import dev.siamese.catalog.DataDirectory;
import dev.siamese.data.DataException;
import dev.siamese.data.ImageFolder;
import dev.siamese.doctor.UserMessage;
import dev.siamese.study.ResultLog;
import dev.siamese.table.HistoryTable;
import dev.siamese.table.Tables;
import dev.siamese.task.OneShotTask;
import dev.siamese.task.Recipes;
import dev.siamese.task.TaskType;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.training.History;
import dev.siamese.training.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "Train",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Train an encoder and save it; an interrupted run can be continued.",
    exitCodeList = {
      "0:Trained and saved.",
      "1:Interrupted: the same command continues.",
      "2:Invalid arguments, or a failure.",
      "130:Ended by Ctrl-C: the same command continues."
    },
    footer = {
      "  jbang/run Train --task faces --data photos --epochs 20",
      "  jbang/run Train --recipe omniglot --set learningRate=0.002"
    })
class Train implements Callable<Integer> {

  @Option(
      names = "--task",
      description =
          "images, faces, signatures, records, text, audio, series or table; each task has its own data sets."
              + " With images, your own are kept in colour and resized to at most 48 × 48 pixels.")
  String task = "images";

  @Mixin Script.RecipeOptions recipe = new Script.RecipeOptions();

  @Option(
      names = "--backbone",
      paramLabel = "FILE",
      description =
          "Train one layer on a pretrained network, as docs/pretrained.md describes: an ONNX or TorchScript"
              + " file; for text a folder or zip of a sentence encoder.")
  Path backbone;

  @Option(
      names = "--data",
      description =
          "Data set by name, or the path of your own data, as described in README.md; an unknown"
              + " name lists what there is (default: the data set of the task).")
  String data;

  @Option(
      names = "--held-out",
      paramLabel = "N",
      description =
          "Number of alphabets, people or speakers held out for validation; 0 for none (default: as"
              + " the task needs).")
  Integer heldOut;

  @Option(
      names = "--skip-unusable",
      description =
          "Leave out samples of your own data that cannot be read or used; series and signatures are always refused.")
  boolean skipUnusable;

  @Mixin OwnDataOptions ownData = new OwnDataOptions();

  @Option(names = "--seed", description = Script.SEED)
  long seed = 1;

  @Option(names = "--device", description = Script.DEVICE)
  String device = "auto";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Encoder file to write (default: target/train/RECIPE-DATA-SEED.zip).")
  Path out;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "CSV file to append a row with the results to.")
  Path log;

  @Option(names = "--show", description = "Only print the hyper-parameters.")
  boolean show;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    var type = TaskType.named(task);
    var source = data == null ? type.defaultData() : data;
    if (type == TaskType.RECORDS && Files.exists(Path.of(source))) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "Train has no task of your own records: use jbang/run Dedupe --data " + source);
    }
    var name = recipe.name(type, source, ownData.values());
    var loadedRecipe = recipe.load(name);
    var config =
        backbone == null ? loadedRecipe : Recipes.withBackbone(loadedRecipe, type, backbone);
    if (show) {
      System.out.println(config);
      return 0;
    }
    int held = heldOut == null ? TaskType.FIT : heldOut;
    var rootSeed = new Seed(seed);
    var home = DataDirectory.fromEnvironment();
    var options = ownData.values();
    var loaded =
        type.load(
            source,
            options,
            home,
            held,
            rootSeed,
            skipUnusable ? this::printSkipped : DataException::raise);
    var recipeName = last(name).replaceFirst("\\.json$", "");
    var defaultFile =
        Path.of("target", "train", recipeName + "-" + last(source) + "-" + seed + ".zip");
    var file = out != null ? out : defaultFile;
    var checkpoint = file.resolveSibling(file.getFileName() + ".checkpoint");
    UserMessage.requireWritable(file, checkpoint, Path.of(file + ".csv"));
    if (log != null) {
      new ResultLog(log).requireWritable();
    }
    System.err.println(loaded);
    boolean isFolder = Files.isDirectory(Path.of(source)) || source.endsWith(".zip");
    if (loaded instanceof OneShotTask && isFolder) {
      var skipped = ImageFolder.of(Path.of(source)).skipped();
      System.err.print(skipped.isEmpty() ? "" : source + ": " + skipped + System.lineSeparator());
    }
    System.err.println(Torch.describe(Torch.device(device)));
    if (Files.exists(checkpoint)) {
      System.err.println("Resuming from " + checkpoint);
    }
    var bar = TrainingListener.progressBar(config.loss().toString(), System.err);
    try (var result =
        loaded.train(config, Torch.device(device), rootSeed, bar, Optional.of(checkpoint))) {
      var history = result.history();
      if (history.interrupted()) {
        System.err.println(
            "Interrupted: run the same command again to continue after the last epoch.");
        return 1;
      }
      var encoder = result.encoder();
      var card =
          encoder
              .card()
              .withMetadata("task", task)
              .withMetadata("data", absolute(source, type))
              .withMetadata("recipe", config.toString());
      for (var option : options.metadata().entrySet()) {
        card = card.withMetadata(option.getKey(), option.getValue());
      }
      encoder.setCard(card);
      loaded.split().ifPresent(split -> split.addTo(encoder));
      encoder.save(file);
      Tables.write(HistoryTable.epochs(history), Path.of(file + ".csv"));
      if (log != null) {
        new ResultLog(log).add(row(recipeName, source, held, history));
      }
      System.out.printf(
          "%s%nSaved as %s; jbang/run Evaluate --model %s evaluates it.%n", encoder, file, file);
      Files.deleteIfExists(checkpoint);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot save " + file, e);
    }
    return 0;
  }

  private void printSkipped(DataException error) {
    System.err.println("skipped: " + error.getMessage());
  }

  /** The absolute path of a file or folder, which another working directory finds, too. */
  private static String absolute(String source, TaskType type) {
    return type.dataNames().contains(source)
        ? source
        : Path.of(source).toAbsolutePath().normalize().toString();
  }

  private static String last(String path) {
    return Path.of(path).getFileName().toString();
  }

  private Map<String, Object> row(String recipeName, String source, int held, History history) {
    var row = new LinkedHashMap<String, Object>();
    row.put("recipe", recipeName);
    row.put("changes", recipe.changes());
    row.put("data", source);
    row.put("held_out", held == TaskType.FIT ? "" : held);
    row.put("seed", seed);
    row.put("steps", history.stepLosses().length);
    row.put("seconds", Math.round(history.seconds()));
    row.put("samples_per_second", Math.round(history.samplesPerSecond()));
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
