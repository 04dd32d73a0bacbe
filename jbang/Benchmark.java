// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
//SOURCES bench/ClusteredEmbeddings.java
//SOURCES bench/EmbeddingSpeed.java
//SOURCES bench/BenchmarkResult.java
//SOURCES bench/BenchmarkModel.java
//SOURCES bench/RetrievalSpeed.java
//SOURCES bench/SecondsToTarget.java
//SOURCES bench/Settings.java
//SOURCES bench/Stopwatch.java
//SOURCES bench/TrainingSpeed.java
//SOURCES bench/Workload.java
//SOURCES bench/Workloads.java
// spotless:on

import bench.BenchmarkResult;
import bench.Settings;
import bench.Workloads;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "Benchmark",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Measure the speed of training, embedding and retrieval.",
    footer = {
      "  jbang/run Benchmark --only embed --rounds 5",
      "jbang/bench/run compares with PyTorch and pytorch-metric-learning."
    })
class Benchmark implements Callable<Integer> {

  @Option(
      names = "--only",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "WORKLOAD",
      description =
          "Workload to measure; may be repeated: ${COMPLETION-CANDIDATES} (default: all but"
              + " to-ten-percent, which is timed from the start of the process and has to be run"
              + " alone).")
  List<Workloads> only = List.of();

  @Option(names = "--rounds", description = "Measured rounds per workload, after warm-up.")
  int rounds = 3;

  @Option(names = "--seed", description = Script.SEED)
  long seed = 1;

  @Option(names = "--device", description = Script.DEVICE)
  String device = "auto";

  @Option(names = "--json", description = "Print one JSON object per workload instead of a table.")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    if (rounds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--rounds must be at least 1, got " + rounds);
    }
    if (only.size() > 1 && only.contains(Workloads.TO_TEN_PERCENT)) {
      throw new ParameterException(
          spec.commandLine(),
          "to-ten-percent is timed from the start of the process: run it alone, got " + only);
    }
    var settings = new Settings(Torch.device(device), rounds, new Seed(seed));
    System.err.println(Torch.describe(settings.device()));
    var results = new LinkedHashMap<String, BenchmarkResult>();
    for (var workload : only.isEmpty() ? Workloads.REPEATABLE : only) {
      var result = workload.create().measure(settings);
      results.put(workload.toString(), result);
      if (json) {
        System.out.println(Script.json(result.json(workload.toString())));
      }
    }
    if (!json) {
      System.out.println(BenchmarkResult.table(results).print());
    }
    return 0;
  }

  public static void main(String[] args) {
    Script.run(new Benchmark(), args);
  }
}
