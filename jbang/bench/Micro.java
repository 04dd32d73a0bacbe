// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS org.openjdk.jmh:jmh-core:1.37
//DEPS org.openjdk.jmh:jmh-generator-annprocess:1.37
//DEPS org.slf4j:slf4j-nop:2.0.20
//JAVAC_OPTIONS -processor org.openjdk.jmh.generators.BenchmarkProcessor
// spotless:on

package bench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.distance.LearnedL1Distance;
import dev.siamese.distance.MinkowskiDistance;
import dev.siamese.loss.Loss;
import dev.siamese.loss.Losses;
import dev.siamese.mining.DistanceWeightedMiner;
import dev.siamese.mining.HardNegativeMiner;
import dev.siamese.mining.MultiSimilarityMiner;
import dev.siamese.mining.PairMiner;
import dev.siamese.mining.PairMiners;
import dev.siamese.mining.TripletMiner;
import dev.siamese.mining.TripletMiners;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Times every distance, miner and loss by itself, on N embeddings of length 1, four of each class.
 * Each runs in a Java of its own, whose largest resident memory is told too. The options are those
 * of JMH; the results also go into a CSV file.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class Micro {

  private static final int DIMENSIONS = 128;
  private static final int PER_CLASS = 4;
  private static final Path RESULTS = Path.of("target", "micro.csv");

  @Param({"256", "1024", "4096"})
  int n;

  private NDManager manager;
  private NDArray embeddings;
  private NDArray distances;
  private int[] classes;
  private BatchLabels labels;

  @Setup
  public void setUp() {
    manager = Torch.manager(Torch.device("auto"));
    var random = new Seed(1).generator();
    var numbers = new float[n * DIMENSIONS];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    var drawn = manager.create(numbers, new Shape(n, DIMENSIONS));
    embeddings = drawn.div(drawn.norm(new int[] {1}, true));
    distances = Distances.EUCLIDEAN.allPairs(embeddings, embeddings);
    classes = IntStream.range(0, n).map(row -> row / PER_CLASS).toArray();
    labels = BatchLabels.of(classes);
  }

  @TearDown
  public void close() {
    manager.close();
  }

  @Benchmark
  public float labels() {
    return value(
        () -> {
          var fresh = BatchLabels.of(classes);
          return fresh.positiveMask(manager).add(fresh.negativeMask(manager));
        });
  }

  @Benchmark
  public float distance(DistanceState chosen) {
    return value(() -> chosen.distance.allPairs(embeddings, embeddings));
  }

  @Benchmark
  public float miner(MinerState chosen) {
    return value(() -> chosen.miner.mine(distances, labels));
  }

  @Benchmark
  public int[][] dataSetMiner() {
    return new HardNegativeMiner(Distances.COSINE, 10).mine(embeddings, classes);
  }

  @Benchmark
  public float loss(LossState chosen) {
    return value(() -> chosen.loss.compute(embeddings, labels));
  }

  @Benchmark
  public float lossAndGradient(LossState chosen) {
    embeddings.setRequiresGradient(true);
    try (var scope = new NDScope();
        var gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
      scope.suppressNotUsedWarning();
      var loss = chosen.loss.compute(embeddings, labels);
      gradients.backward(loss);
      return loss.getFloat() + embeddings.getGradient().getFloat(0, 0);
    }
  }

  /** Reading one number waits for the device. */
  private static float value(Supplier<NDArray> work) {
    JniUtils.setGradMode(false);
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return work.get().flatten().getFloat(0);
    }
  }

  /** One distance; "minkowski" too, if there is memory for N² D numbers several times. */
  @State(Scope.Benchmark)
  public static class DistanceState {

    @Param({"euclidean", "squared-euclidean", "manhattan", "cosine", "learned-l1"})
    String by;

    private Distance distance;

    @Setup
    public void choose() {
      distance =
          switch (by) {
            case "minkowski" -> new MinkowskiDistance(3);
            case "learned-l1" -> new LearnedL1Distance(Collections.nCopies(DIMENSIONS, -0.3f), 2);
            default -> Distances.valueOf(by.replace('-', '_').toUpperCase(Locale.ROOT));
          };
    }
  }

  /** One miner of triplets or pairs. */
  @State(Scope.Benchmark)
  public static class MinerState {

    @Param({
      "triplets-all",
      "triplets-semi-hard",
      "triplets-hard",
      "triplets-easy-positive",
      "triplets-easy-positive-semi-hard",
      "triplets-distance-weighted",
      "pairs-all",
      "pairs-hard",
      "pairs-multi-similarity"
    })
    String by;

    private Miner miner;

    private interface Miner {
      NDArray mine(NDArray distances, BatchLabels labels);
    }

    @Setup
    public void choose() {
      var name = by.substring(by.indexOf('-') + 1).replace('-', '_').toUpperCase(Locale.ROOT);
      miner =
          switch (by) {
            case "triplets-distance-weighted" ->
                ofTriplets(new DistanceWeightedMiner().create(DIMENSIONS, new Seed(1)));
            case "pairs-multi-similarity" -> ofPairs(new MultiSimilarityMiner());
            default ->
                by.startsWith("pairs")
                    ? ofPairs(PairMiners.valueOf(name))
                    : ofTriplets(TripletMiners.valueOf(name));
          };
    }

    private static Miner ofTriplets(TripletMiner miner) {
      return (distances, labels) -> miner.mine(distances, labels, 0.2).mask();
    }

    private static Miner ofPairs(PairMiner miner) {
      return (distances, labels) -> miner.mine(distances, labels).negative();
    }
  }

  /** One loss. */
  @State(Scope.Benchmark)
  public static class LossState {

    @Param({
      "contrastive(positiveMargin=0)",
      "triplet(miner=batch-all)",
      "triplet(miner=semi-hard)",
      "triplet(miner=batch-hard)",
      "soft-margin-triplet",
      "info-nce",
      "supervised-contrastive",
      "multi-similarity",
      "circle",
      "generalized-lifted-structure",
      "n-pairs",
      "cosine-similarity",
      "norm-penalty",
      "proxy-anchor",
      "binary-cross-entropy"
    })
    String by;

    private Loss loss;

    @Setup
    public void choose(Micro batch) {
      var device = batch.manager.getDevice();
      var spec = Losses.parse(by);
      loss =
          Losses.withDistance(spec, Distances.EUCLIDEAN)
              .orElse(spec)
              .create(batch.n / PER_CLASS, DIMENSIONS, device, new Seed(1));
    }
  }

  /** The most memory that the process has had so far; Linux keeps count of it. */
  public static class PeakMemory implements InternalProfiler {

    private static final Path STATUS = Path.of("/proc/self/status");

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {}

    @Override
    public Collection<? extends Result<?>> afterIteration(
        BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
      try (var lines = Files.lines(STATUS)) {
        return lines
            .filter(line -> line.startsWith("VmHWM:"))
            .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
            .map(mib -> new ScalarResult("peak", mib, "MiB", AggregationPolicy.MAX))
            .toList();
      } catch (IOException e) {
        return List.of();
      }
    }

    @Override
    public String getDescription() {
      return "largest resident memory";
    }
  }

  public static void main(String[] args) throws Exception {
    var asked = new CommandLineOptions(args);
    var options = new OptionsBuilder().parent(asked).addProfiler(PeakMemory.class.getName());
    if (!asked.getResult().hasValue()) {
      Files.createDirectories(RESULTS.getParent());
      options.result(RESULTS.toString()).resultFormat(ResultFormatType.CSV);
    }
    if (asked.shouldHelp()) {
      asked.showHelp();
    } else if (asked.shouldList()) {
      new Runner(options.build()).list();
    } else {
      new Runner(options.build()).run();
    }
  }
}
