// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese:0.1.0-SNAPSHOT
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
// spotless:on

import com.google.gson.Gson;
import dev.siamese.catalog.DataHome;
import dev.siamese.catalog.Omniglot;
import dev.siamese.data.Images;
import dev.siamese.doctor.Explanation;
import dev.siamese.encoder.Encoder;
import dev.siamese.engine.Seed;
import dev.siamese.engine.Torch;
import dev.siamese.experiment.Examination;
import dev.siamese.experiment.OneShotTask;
import dev.siamese.experiment.ResultLog;
import dev.siamese.experiment.Subject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
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
    var all = new ArrayList<Examination>();
    var home = DataHome.standard();
    for (var model : models) {
      try (var encoder = Encoder.named(model, Torch.device(device))) {
        var notes = encoder.card().notes();
        var name = trials != null ? trials : notes.getOrDefault("data", "omniglot");
        var seed = new Seed(Long.parseLong(notes.getOrDefault("seed", "0")));
        var subject = Subject.named(notes.getOrDefault("task", "images"));
        if (subject != Subject.IMAGES) {
          var figures = subject.task(name, home, 0, seed).examine(encoder);
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
        var result = Examination.of(Path.of(model).getFileName().toString(), encoder, task, pairs);
        all.add(result);
        System.err.println(encoder + ": " + result.oneShot());
        log(notes, result.row());
      }
    }
    if (all.isEmpty()) {
      return 0;
    }
    if (json) {
      var error = Examination.error(all);
      var row = new LinkedHashMap<String, Object>();
      row.put("error", error.value());
      row.put("low", error.low());
      row.put("high", error.high());
      row.put("trials", all.stream().mapToInt(each -> each.oneShot().answers().size()).sum());
      System.out.println(new Gson().toJson(row));
    } else {
      System.out.println(Examination.table(all).print());
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
      System.out.println(new Gson().toJson(figures));
      return;
    }
    figures.forEach((name, value) -> System.out.printf("%-30s %.4f%n", name, value));
  }

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Evaluate())
            .setExecutionExceptionHandler(
                (error, command, arguments) -> {
                  System.err.println(Explanation.of(error));
                  return CommandLine.ExitCode.USAGE;
                })
            .execute(args));
  }
}
