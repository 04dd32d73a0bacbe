// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
// spotless:on

import com.google.gson.Gson;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.Omniglot;
import dev.siamese.data.Images;
import dev.siamese.model.Encoder;
import dev.siamese.study.OneShotReport;
import dev.siamese.study.ResultLog;
import dev.siamese.task.OneShotTask;
import dev.siamese.task.TaskType;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "Evaluate",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Examine trained encoders in what they have never seen, such as one-shot questions.")
class Evaluate implements Callable<Integer> {

  @Option(
      names = "--model",
      required = true,
      description =
          "An encoder's file, or omniglot, the one that comes with the library; the errors of several are averaged.")
  List<String> models;

  @Option(
      names = "--trials",
      description =
          "omniglot (the 400 official ones), omniglot-1200 or glyphs (default: of what it was trained on).")
  String trials;

  @Option(names = "--device", description = "auto, cpu, gpu or gpu:N.")
  String device = "auto";

  @Option(names = "--log", description = "CSV file to which a row on each encoder is added.")
  Path log;

  @Option(names = "--json", description = "Print one JSON object and nothing else.")
  boolean json;

  @Override
  public Integer call() {
    var all = new ArrayList<OneShotReport>();
    var home = DataDirectory.fromEnvironment();
    for (var model : models) {
      try (var encoder = Encoder.fromPretrained(model, Torch.device(device))) {
        var notes = encoder.card().metadata();
        var name = trials != null ? trials : notes.getOrDefault("data", "omniglot");
        var seed = new Seed(Long.parseLong(notes.getOrDefault("seed", "0")));
        var subject = TaskType.named(notes.getOrDefault("task", "images"));
        if (subject != TaskType.IMAGES) {
          var figures = subject.load(name, home, 0, seed).evaluate(encoder);
          print(figures);
          log(notes, figures);
          continue;
        }
        var task = OneShotTask.named(name, home, 0, seed);
        boolean official =
            OneShotTask.NAMES.contains(name)
                && name.startsWith("omniglot")
                && !name.equals("omniglot-1200");
        Images pairs = official ? new Omniglot(home).evaluation() : null;
        var result =
            OneShotReport.of(Path.of(model).getFileName().toString(), encoder, task, pairs);
        all.add(result);
        System.err.println(encoder + ": " + result.oneShot());
        log(notes, result.row());
      }
    }
    if (all.isEmpty()) {
      return 0;
    }
    if (json) {
      var error = OneShotReport.meanError(all);
      var row = new LinkedHashMap<String, Object>();
      row.put("error", error.value());
      row.put("low", error.low());
      row.put("high", error.high());
      row.put("trials", all.stream().mapToInt(each -> each.oneShot().predictions().size()).sum());
      System.out.println(new Gson().toJson(row));
    } else {
      System.out.println(OneShotReport.table(all).print());
    }
    return 0;
  }

  private void log(Map<String, String> notes, Map<String, ?> figures) {
    if (log != null) {
      var row = new LinkedHashMap<String, Object>();
      row.put("trained_on", notes.getOrDefault("data", ""));
      row.put("seed", notes.getOrDefault("seed", ""));
      row.putAll(figures);
      new ResultLog(log).add(row);
    }
  }

  private void print(Map<String, Double> figures) {
    if (json) {
      var numbers = new LinkedHashMap<>(figures); // JSON has no NaN
      numbers.values().removeIf(value -> value.isNaN());
      System.out.println(new Gson().toJson(numbers));
      return;
    }
    figures.forEach((name, value) -> System.out.printf("%-30s %.4f%n", name, value));
  }

  public static void main(String[] args) {
    Script.run(new Evaluate(), args);
  }
}
