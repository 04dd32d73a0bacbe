// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
// spotless:on

import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.Omniglot;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.doctor.UserMessage;
import dev.siamese.model.Encoder;
import dev.siamese.report.EvaluationReport;
import dev.siamese.study.OneShotReport;
import dev.siamese.study.ResultLog;
import dev.siamese.task.Baseline;
import dev.siamese.task.Measurements;
import dev.siamese.task.OneShotTask;
import dev.siamese.task.OneShotTasks;
import dev.siamese.task.TaskType;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "Evaluate",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Evaluate trained encoders on data of unseen classes, such as one-shot trials.",
    footer = "  jbang/run Evaluate --model target/train/faces-faces-1.zip --json")
class Evaluate implements Callable<Integer> {

  @Option(
      names = "--model",
      required = true,
      description =
          "Encoder file, or omniglot, a pretrained encoder; may be repeated, the metrics are averaged.")
  List<String> models;

  @Option(
      names = "--data",
      description =
          "Data set by name, or the path of your own data: what was held out when the encoder was"
              + " trained, or a separate test set (default: the training data set).")
  String data;

  @Option(
      names = "--trials",
      description = "One-shot trials: omniglot (the 400 official ones), omniglot-1200 or glyphs.")
  String trials;

  @Option(
      names = "--skip-unusable",
      description = "Leave out samples of your own data that cannot be read or used.")
  boolean skipUnusable;

  @Option(names = "--device", description = Script.DEVICE)
  String device = "auto";

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "CSV file to append a row per encoder to.")
  Path log;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "HTML file to write: the results, the distances of the test pairs, and how reliable the"
              + " probabilities are that the encoder gives them.")
  Path report;

  @Option(names = "--json", description = Script.JSON)
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    if (trials != null && Files.exists(Path.of(trials))) {
      throw new ParameterException(
          spec.commandLine(), "--trials takes a name: for a folder or zip, use --data " + trials);
    }
    if (Set.copyOf(models).size() < models.size()) {
      throw new ParameterException(spec.commandLine(), "--model names an encoder twice: " + models);
    }
    UserMessage.requireWritable(report);
    if (log != null) {
      new ResultLog(log).requireWritable();
    }
    var all = new ArrayList<OneShotReport>();
    var baselines = new LinkedHashMap<String, Baseline>(); // of the tasks of images
    var page = new EvaluationReport();
    var home = DataDirectory.fromEnvironment();
    for (var model : models) {
      try (var encoder = Encoder.fromPretrained(model, Torch.device(device))) {
        var metadata = encoder.card().metadata();
        var trained = metadata.getOrDefault("data", "omniglot");
        var name = trials != null ? trials : data != null ? data : trained;
        var type = TaskType.named(metadata.getOrDefault("task", "images"));
        var task =
            trials != null
                ? OneShotTasks.named(trials, home, 0, seed(metadata))
                : type.loadForEvaluation(
                    name, home, encoder.card(), this::skip, System.err::println);
        System.err.println(task);
        if (type != TaskType.IMAGES || !(task instanceof OneShotTask oneShot)) {
          var metrics = task.measure(encoder);
          print(metrics, task.baseline());
          log(metadata, metrics.values());
          if (report != null) {
            page.add(model, task.toString(), metrics.table());
            task.testDistances(encoder).ifPresent(pairs -> page.addPairs(encoder, pairs));
          }
          continue;
        }
        oneShot.requireTest();
        Optional<Images> verification =
            OneShotTasks.hasOfficialTrials(name)
                ? Optional.of(new Omniglot(home).evaluation())
                : Optional.empty();
        var file = Path.of(model).getFileName().toString();
        var result = OneShotReport.of(file, encoder, oneShot, verification);
        all.add(result);
        System.err.println(encoder + ": " + result.oneShot());
        var tested = oneShot.test().data();
        if (result.oneShot().predictions().size() > tested.size()) {
          System.err.printf(
              "The %,d queries are of %,d images of %,d classes: other classes may differ by more than the intervals say.%n",
              result.oneShot().predictions().size(), tested.size(), tested.classes().size());
        }
        var baseline =
            baselines.computeIfAbsent(name + seed(metadata), key -> task.baseline().orElseThrow());
        System.err.println(baseline.compare(result.metrics()));
        log(metadata, result.row());
        if (report != null) {
          page.add(model, task.toString(), OneShotReport.table(List.of(result)));
          page.addPairs(encoder, result.oneShot().pairs());
        }
      }
    }
    if (report != null) {
      page.save(report);
      System.err.println("report: " + report);
    }
    if (all.isEmpty()) {
      return 0;
    }
    if (json) {
      var row = new LinkedHashMap<String, Object>(OneShotReport.mean(all).all());
      row.put("trials", all.stream().mapToInt(each -> each.oneShot().predictions().size()).sum());
      row.put("baseline", json(baselines.values().iterator().next()));
      System.out.println(Script.json(row));
    } else {
      System.out.println(
          all.size() == 1 ? OneShotReport.mean(all) : OneShotReport.table(all).print());
    }
    return 0;
  }

  private static Seed seed(Map<String, String> metadata) {
    return new Seed(Long.parseLong(metadata.getOrDefault("seed", "0")));
  }

  private void skip(DataException error) {
    if (!skipUnusable) {
      throw error;
    }
    System.err.println("skipped: " + error.getMessage());
  }

  private void log(Map<String, String> metadata, Map<String, ?> metrics) {
    if (log != null) {
      var row = new LinkedHashMap<String, Object>();
      row.put("trained_on", metadata.getOrDefault("data", ""));
      row.put("seed", metadata.getOrDefault("seed", ""));
      row.putAll(metrics);
      new ResultLog(log).add(row);
    }
  }

  private void print(Measurements metrics, Optional<Baseline> baseline) {
    if (json) {
      var row = new LinkedHashMap<String, Object>(metrics.all());
      baseline.ifPresent(simple -> row.put("baseline", json(simple)));
      System.out.println(Script.json(row));
    } else {
      System.out.println(metrics);
      baseline.ifPresent(
          simple ->
              System.out.println("baseline: " + simple.name() + "\n" + simple.measurements()));
    }
    baseline.ifPresent(simple -> System.err.println(simple.compare(metrics)));
  }

  private static Map<String, Object> json(Baseline baseline) {
    var row = new LinkedHashMap<String, Object>();
    row.put("name", baseline.name());
    row.put("metrics", baseline.measurements().all());
    return row;
  }

  public static void main(String[] args) {
    Script.run(new Evaluate(), args);
  }
}
