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
import com.google.gson.Gson;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

@Command(
    name = "Benchmark",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Measure training, embedding and retrieval; bench/run compares with Python.")
class Benchmark implements Callable<Integer> {

  @Option(
      names = "--only",
      showDefaultValue = Visibility.NEVER,
      description =
          "Only this one of ${COMPLETION-CANDIDATES}; may be repeated. The last one counts from the"
              + " start of the process, so it must be asked for, and alone.")
  List<Workloads> only = List.of();

  @Option(names = "--rounds", description = "Measured rounds of each, after its warm-up.")
  int rounds = 3;

  @Option(names = "--seed", description = "Root of all chance.")
  long seed = 1;

  @Option(names = "--device", description = "auto, cpu, gpu or gpu:N.")
  String device = "auto";

  @Option(names = "--json", description = "Print one JSON object per line instead of a table.")
  boolean json;

  @Override
  public Integer call() {
    var setting = new Settings(Torch.device(device), rounds, new Seed(seed));
    System.err.println(Torch.describe(setting.device()));
    var measured = new LinkedHashMap<String, BenchmarkResult>();
    for (var each : Workloads.selected(only)) {
      var figures = each.create().measure(setting);
      measured.put(each.toString(), figures);
      if (json) {
        System.out.println(new Gson().toJson(figures.json(each.toString())));
      }
    }
    if (!json) {
      System.out.println(BenchmarkResult.table(measured).print());
    }
    return 0;
  }

  public static void main(String[] args) {
    Script.run(new Benchmark(), args);
  }
}
