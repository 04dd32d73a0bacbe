// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
// spotless:on

import dev.siamese.catalog.DataDirectory;
import dev.siamese.chart.TrainingCurves;
import dev.siamese.distance.Distances;
import dev.siamese.loss.Loss;
import dev.siamese.loss.Losses;
import dev.siamese.study.Experiment;
import dev.siamese.study.RunStore;
import dev.siamese.task.OneShotTask;
import dev.siamese.task.Recipe;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.training.ProgressBar;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "Compare",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Train with every loss, distance and seed of a grid; go on where it was cut off.")
class Compare implements Callable<Integer> {

  private static final String OUTSIDE_BRACKETS = ",(?![^(]*\\))";

  @Option(
      names = "--losses",
      split = OUTSIDE_BRACKETS,
      description = "By name, as in contrastive,triplet(margin=0.3).",
      defaultValue = "contrastive,triplet,info-nce")
  List<String> losses;

  @Option(
      names = "--distances",
      split = ",",
      description = "Of ${COMPLETION-CANDIDATES}.",
      defaultValue = "euclidean")
  List<Distances> distances;

  @Option(names = "--seeds", split = ",", description = "One run each.", defaultValue = "1,2,3")
  List<Long> seeds;

  @Option(names = "--recipe", description = "A JSON file, or one of the library's.")
  String recipe = "quick";

  @Option(names = "--data", description = "As for Train.")
  String data = "glyphs";

  @Option(names = "--epochs", description = "Length of training (default: the recipe's).")
  Integer epochs;

  @Option(names = "--device", description = "auto, cpu, gpu or gpu:N.")
  String device = "auto";

  @Option(names = "--out", description = "Folder for table, chart and every run's history.")
  Path out = Path.of("target", "compare");

  @Override
  public Integer call() {
    var named = Recipe.named(recipe);
    var chosen = epochs == null ? named : named.withEpochs(epochs);
    var grid = new RunStore(out, chosen, data);
    var task =
        OneShotTask.named(
            data, DataDirectory.fromEnvironment(), 5, new Seed(0)); // one for all runs
    var experiment = new Experiment(task, chosen, Torch.device(device));
    System.err.println(Torch.describe(experiment.device()));
    for (var text : losses) {
      for (var distance : distances) {
        for (long value : seeds) {
          var spec = Losses.parse(text);
          var loss = (Loss) Losses.withDistance(spec, distance).orElse(spec);
          var seed = new Seed(value);
          if (grid.contains(loss, distance, seed)) {
            continue;
          }
          var bar = new ProgressBar(loss + ", " + distance + ", seed " + value, System.err);
          try (var outcome = experiment.run(loss, seed, bar)) {
            if (outcome.history().interrupted()) {
              System.err.println("Interrupted: the same command goes on with this run.");
              return 1;
            }
            grid.add(outcome, distance, seed);
          }
        }
      }
    }
    System.out.println(grid.meansOverSeeds().print(Integer.MAX_VALUE));
    grid.meansOverSeeds().write().csv(out.resolve("means.csv").toString());
    var chart = out.resolve("validation-error.png");
    TrainingCurves.validationError(grid.histories()).save(chart);
    System.out.println("Chart: " + chart.toUri());
    return 0;
  }

  public static void main(String[] args) {
    Script.run(new Compare(), args);
  }
}
