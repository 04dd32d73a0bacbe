// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
//SOURCES OwnDataOptions.java
// spotless:on

import dev.siamese.catalog.DataDirectory;
import dev.siamese.chart.ErrorCurves;
import dev.siamese.data.DataException;
import dev.siamese.doctor.UserMessage;
import dev.siamese.study.LearningCurveStudy;
import dev.siamese.table.Tables;
import dev.siamese.task.TaskType;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "LearningCurve",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Train on parts of the data, to see whether more classes or more samples would help.",
    exitCodeList = {
      "0:All trainings are finished.",
      "1:Interrupted: the same command continues.",
      "2:Invalid arguments, or a failure.",
      "130:Ended by Ctrl-C: the same command continues."
    },
    footer = "  jbang/run LearningCurve --task faces --data photos --epochs 20")
class LearningCurve implements Callable<Integer> {

  @Option(
      names = "--task",
      description = "images, faces, signatures, text (pairs of sentences), audio or series.")
  String task = "images";

  @Option(
      names = "--data",
      description =
          "Data set by name, or the path of your own data, as for Train (default: the data set of the task).")
  String data;

  @Mixin OwnDataOptions ownData = new OwnDataOptions();

  @Mixin Script.RecipeOptions recipe = new Script.RecipeOptions();

  @Option(
      names = "--fractions",
      split = ",",
      splitSynopsisLabel = ",",
      paramLabel = "F",
      description = "Fractions of the classes, and of the samples of each class, to train on.",
      defaultValue = "0.25,0.5,1")
  List<Double> fractions;

  @Option(
      names = "--classes",
      split = ",",
      splitSynopsisLabel = ",",
      paramLabel = "N",
      description = "Numbers of training classes, instead of fractions of them.")
  List<Integer> classes;

  @Option(
      names = "--samples",
      split = ",",
      splitSynopsisLabel = ",",
      paramLabel = "N",
      description =
          "Numbers of samples per class (series and labelled pairs: in all), instead of fractions.")
  List<Integer> samples;

  @Option(
      names = "--seeds",
      split = ",",
      splitSynopsisLabel = ",",
      paramLabel = "SEED",
      description =
          "Random seeds, or the number of them: each draws other parts. The test is the same for all.",
      defaultValue = "3")
  List<Long> seeds;

  @Option(
      names = "--metric",
      description =
          "Metric of the chart and the summary (default: the first that Evaluate prints).")
  String metric = "";

  @Option(names = "--device", description = Script.DEVICE)
  String device = "auto";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for the results and the chart (default: target/learning-curve/TASK-DATA).")
  Path out;

  @Override
  public Integer call() {
    var type = TaskType.named(task);
    var source = data == null ? type.defaultData() : data;
    var config = recipe.load(recipe.name(type, source, ownData.values()));
    var home = DataDirectory.fromEnvironment();
    var split = new Seed(1); // that of Train
    var loaded =
        type.load(source, ownData.values(), home, TaskType.FIT, split, DataException::raise);
    System.err.println(loaded);
    var baseline = loaded.baseline(); // before the trainings, since it requires a test part
    var place = Torch.device(device);
    var study = LearningCurveStudy.ofFractions(loaded, config, place, fractions);
    if (classes != null) {
      study = study.withClasses(classes);
    }
    if (samples != null) {
      study = study.withSamples(samples);
    }
    var name = Path.of(source).getFileName();
    var folder = out != null ? out : Path.of("target", "learning-curve", task + "-" + name);
    UserMessage.requireWritable(folder.resolve("curve.csv"), folder.resolve("curve.png"));
    System.err.println(Torch.describe(place));
    if (!study.run(folder, allSeeds(), LearningCurve::progress)) {
      System.err.println("Interrupted: run the same command again to continue.");
      return 1;
    }
    var curve = dev.siamese.study.LearningCurve.read(folder, metric);
    var table = curve.table();
    Tables.write(table, folder.resolve("curve.csv"));
    System.out.println(table.print(Integer.MAX_VALUE));
    var words = curve.metric().replace('_', ' ');
    var chart =
        ErrorCurves.of("Learning curve: " + name, "training samples", words, curve.lines())
            .legendBelow();
    baseline
        .filter(simple -> simple.metrics().containsKey(curve.metric()))
        .ifPresent(
            simple ->
                chart.horizontalLine(
                    "baseline: " + simple.name(), 100 * simple.metrics().get(curve.metric())));
    var file = folder.resolve("curve.png");
    chart.save(file);
    System.out.println(curve.conclusion(baseline));
    System.out.println("Chart: " + file.toUri());
    return 0;
  }

  private List<Long> allSeeds() {
    return seeds.size() > 1 ? seeds : LongStream.rangeClosed(1, seeds.get(0)).boxed().toList();
  }

  private static TrainingListener progress(
      String part, Seed seed, int finished, int all, double secondsLeft) {
    System.err.printf(
        "Training %d of %d%s%n",
        finished + 1,
        all,
        Double.isNaN(secondsLeft) ? "" : ", about %.0f min left".formatted(secondsLeft / 60));
    return TrainingListener.progressBar(part + ", seed " + seed.value(), System.err);
  }

  public static void main(String[] args) {
    Script.run(new LearningCurve(), args);
  }
}
