// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
// spotless:on

import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.Omniglot;
import dev.siamese.doctor.UserMessage;
import dev.siamese.loss.Contrastive;
import dev.siamese.loss.Loss;
import dev.siamese.loss.Triplet;
import dev.siamese.report.ComparisonReport;
import dev.siamese.study.Experiment;
import dev.siamese.study.RunResult;
import dev.siamese.task.OneShotTasks;
import dev.siamese.task.Recipes;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "Quickstart",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Train an encoder with contrastive and with triplet loss, and compare them.",
    footer = "  jbang/run Quickstart --data omniglot --out report")
class Quickstart implements Callable<Integer> {

  enum Data {
    glyphs,
    omniglot
  }

  @Option(names = "--data", description = "Data: ${COMPLETION-CANDIDATES}; glyphs are synthetic.")
  Data data = Data.glyphs;

  @Option(names = "--seed", description = Script.SEED)
  long seed = 1;

  @Option(names = "--epochs", description = "Training epochs (default: those of the recipe).")
  Integer epochs;

  @Option(names = "--device", description = Script.DEVICE)
  String device = "auto";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the report, charts, tables and encoders.")
  Path out = Path.of("target", "quickstart");

  @Override
  public Integer call() {
    UserMessage.requireWritable(out.resolve("report.html"));
    var randomSeed = new Seed(seed);
    boolean glyphs = data == Data.glyphs;
    var recipe = glyphs ? Recipes.quick() : Recipes.omniglot();
    var task =
        glyphs
            ? OneShotTasks.glyphs(randomSeed)
            : OneShotTasks.omniglot(new Omniglot(DataDirectory.fromEnvironment()), randomSeed);
    var experiment =
        new Experiment(
            task, epochs == null ? recipe : recipe.withEpochs(epochs), Torch.device(device));
    System.err.println(Torch.describe(experiment.device()));
    var results = new ArrayList<RunResult>();
    for (Loss loss : List.of(new Contrastive(), new Triplet())) {
      results.add(
          experiment.run(
              loss, randomSeed, TrainingListener.progressBar(loss.toString(), System.err)));
    }
    System.out.println(RunResult.table(results).print());
    ComparisonReport.write(out, experiment, results);
    System.out.println("Report: " + out.resolve("report.html").toUri());
    results.forEach(RunResult::close);
    return 0;
  }

  public static void main(String[] args) {
    Script.run(new Quickstart(), args);
  }
}
