// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
// spotless:on

import dev.siamese.catalog.DataDirectory;
import dev.siamese.chart.TrainingCurves;
import dev.siamese.distance.Distance;
import dev.siamese.doctor.UserMessage;
import dev.siamese.study.Experiment;
import dev.siamese.study.RunStore;
import dev.siamese.table.Tables;
import dev.siamese.task.OneShotTasks;
import dev.siamese.task.Recipes;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "Compare",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Train with every loss, distance and seed of a grid; an interrupted grid can be continued.",
    exitCodeList = {
      "0:All runs of the grid are finished.",
      "1:Interrupted: the same command continues.",
      "2:Invalid arguments, or a failure.",
      "130:Ended by Ctrl-C: the same command continues."
    },
    footer = "  jbang/run Compare --losses 'contrastive,triplet(margin=0.3)' --seeds 1,2,3")
class Compare implements Callable<Integer> {

  private static final String OUTSIDE_BRACKETS = ",(?![^(]*\\))";

  @Option(
      names = "--losses",
      split = OUTSIDE_BRACKETS,
      splitSynopsisLabel = ",",
      paramLabel = "LOSS",
      description = "Losses, with parameters as in triplet(margin=0.3).",
      defaultValue = "contrastive,triplet,info-nce")
  List<String> losses;

  @Option(
      names = "--distances",
      split = ",",
      splitSynopsisLabel = ",",
      paramLabel = "DISTANCE",
      description =
          "euclidean, squared-euclidean, manhattan, cosine. A loss without a choice of distance, or one that"
              + " names it, as in triplet(distance=cosine), runs once, with its own.",
      defaultValue = "euclidean")
  List<Distance> distances;

  @Option(
      names = "--seeds",
      split = ",",
      splitSynopsisLabel = ",",
      paramLabel = "SEED",
      description = "Random seeds; one run per seed.",
      defaultValue = "1,2,3")
  List<Long> seeds;

  @Option(names = "--recipe", description = "Other hyper-parameters: a JSON file, or a name.")
  String recipe = "quick";

  @Option(names = "--data", description = "Data set, as for Train --task images.")
  String data = "glyphs";

  @Option(names = "--epochs", description = "Training epochs (default: those of the recipe).")
  Integer epochs;

  @Option(names = "--device", description = Script.DEVICE)
  String device = "auto";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the table, the chart and the history of every run.")
  Path out = Path.of("target", "compare");

  @Override
  public Integer call() {
    var named = Recipes.load(recipe);
    var config = epochs == null ? named : named.withEpochs(epochs);
    var store = new RunStore(out, config, data);
    UserMessage.requireWritable(out.resolve("means.csv"), out.resolve("validation-error.png"));
    // one task for all runs, so that their errors compare
    var task = OneShotTasks.named(data, DataDirectory.fromEnvironment(), 5, new Seed(0));
    var experiment = new Experiment(task, config, Torch.device(device));
    System.err.println(Torch.describe(experiment.device()));
    for (var loss : Experiment.withDistances(losses, distances)) {
      for (long seed : seeds) {
        if (store.contains(loss, new Seed(seed))) {
          continue;
        }
        var bar = TrainingListener.progressBar(loss + ", seed " + seed, System.err);
        try (var result = experiment.run(loss, new Seed(seed), bar)) {
          if (result.history().interrupted()) {
            System.err.println(
                "Interrupted: run the same command again to continue with this run.");
            return 1;
          }
          store.add(result, new Seed(seed));
        }
      }
    }
    var means = store.meansOverSeeds();
    System.out.println(means.print(Integer.MAX_VALUE));
    Tables.write(means, out.resolve("means.csv"));
    var chart = out.resolve("validation-error.png");
    TrainingCurves.validationError(store.histories()).save(chart);
    System.out.println("Chart: " + chart.toUri());
    return 0;
  }

  public static void main(String[] args) {
    Script.run(new Compare(), args);
  }
}
