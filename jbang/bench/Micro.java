// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese:0.1.0-SNAPSHOT
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
import dev.siamese.distance.LearnedL1;
import dev.siamese.distance.Minkowski;
import dev.siamese.engine.Seed;
import dev.siamese.engine.Torch;
import dev.siamese.loss.BinaryCrossEntropy;
import dev.siamese.loss.LearnedHead;
import dev.siamese.loss.Loss;
import dev.siamese.loss.Losses;
import dev.siamese.loss.ProxyAnchor;
import dev.siamese.mining.DistanceWeighted;
import dev.siamese.mining.HardNegatives;
import dev.siamese.mining.MultiSimilarityMining;
import dev.siamese.mining.PairMiner;
import dev.siamese.mining.PairMining;
import dev.siamese.mining.TripletMiner;
import dev.siamese.mining.TripletMining;
import dev.siamese.sampling.Labels;
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
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class Micro {

  private static final int DIMENSIONS = 128;
  private static final int PER_CLASS = 4;
  private static final String RESULTS = "target/micro.csv";

  @Param({"256", "1024", "4096"})
  int n;

  private NDManager manager;
  private NDArray embeddings;
  private NDArray distances;
  private int[] classes;
  private Labels labels;

  @Setup
  public void draw() {
    manager = Torch.manager(Torch.device("auto"));
    var random = new Seed(1).generator();
    var numbers = new float[n * DIMENSIONS];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    var drawn = manager.create(numbers, new Shape(n, DIMENSIONS));
    embeddings = drawn.div(drawn.norm(new int[] {1}, true));
    distances = Distances.EUCLIDEAN.pairwise(embeddings, embeddings);
    classes = IntStream.range(0, n).map(row -> row / PER_CLASS).toArray();
    labels = Labels.of(classes);
  }

  @TearDown
  public void close() {
    manager.close();
  }

  @Benchmark
  public float labels() {
    return value(
        () -> {
          var fresh = Labels.of(classes);
          return fresh.samePairs(manager).add(fresh.differentPairs(manager));
        });
  }

  @Benchmark
  public float distance(Distant chosen) {
    return value(() -> chosen.distance.pairwise(embeddings, embeddings));
  }

  @Benchmark
  public float miner(Mining chosen) {
    return value(() -> chosen.miner.mine(distances, labels));
  }

  @Benchmark
  public int[][] dataSetMiner() {
    return new HardNegatives(Distances.COSINE, 10).mine(embeddings, classes);
  }

  @Benchmark
  public float loss(Lossy chosen) {
    return value(() -> chosen.loss.of(embeddings, labels));
  }

  @Benchmark
  public float lossAndGradient(Lossy chosen) {
    embeddings.setRequiresGradient(true);
    try (var scope = new NDScope();
        var gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
      scope.suppressNotUsedWarning();
      var loss = chosen.loss.of(embeddings, labels);
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

  /** One distance. */
  @State(Scope.Benchmark)
  public static class Distant {

    @Param({"euclidean", "squared-euclidean", "manhattan", "cosine", "minkowski", "learned-l1"})
    String by;

    private Distance distance;

    @Setup
    public void choose() {
      distance =
          switch (by) {
            case "minkowski" -> new Minkowski(3);
            case "learned-l1" -> new LearnedL1(Collections.nCopies(DIMENSIONS, -0.3f), 2);
            default -> Distances.valueOf(by.replace('-', '_').toUpperCase(Locale.ROOT));
          };
    }
  }

  /** One miner of triplets or pairs. */
  @State(Scope.Benchmark)
  public static class Mining {

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
      NDArray mine(NDArray distances, Labels labels);
    }

    @Setup
    public void choose() {
      var name = by.substring(by.indexOf('-') + 1).replace('-', '_').toUpperCase(Locale.ROOT);
      miner =
          switch (by) {
            case "triplets-distance-weighted" ->
                ofTriplets(new DistanceWeighted(DIMENSIONS, new Seed(1)));
            case "pairs-multi-similarity" -> ofPairs(new MultiSimilarityMining());
            default ->
                by.startsWith("pairs")
                    ? ofPairs(PairMining.valueOf(name))
                    : ofTriplets(TripletMining.valueOf(name));
          };
    }

    private static Miner ofTriplets(TripletMiner miner) {
      return (distances, labels) -> miner.mine(distances, labels, 0.2).weight();
    }

    private static Miner ofPairs(PairMiner miner) {
      return (distances, labels) -> miner.mine(distances, labels).different();
    }
  }

  /** One loss. */
  @State(Scope.Benchmark)
  public static class Lossy {

    @Param({
      "contrastive",
      "triplet(mining=all)",
      "triplet(mining=semi-hard)",
      "triplet(mining=hard)",
      "soft-triplet",
      "info-nce",
      "supervised-contrastive",
      "multi-similarity",
      "circle",
      "lifted-structure",
      "n-pairs",
      "cosine-regression",
      "embedding-norm",
      "proxy-anchor",
      "binary-cross-entropy"
    })
    String by;

    private Loss loss;

    @Setup
    public void choose(Micro batch) {
      var device = batch.manager.getDevice();
      loss =
          switch (by) {
            case "proxy-anchor" ->
                new ProxyAnchor(batch.n / PER_CLASS, DIMENSIONS, device, new Seed(1));
            case "binary-cross-entropy" ->
                new BinaryCrossEntropy(new LearnedHead(DIMENSIONS, device));
            default -> Losses.parse(by, Distances.EUCLIDEAN);
          };
    }
  }

  /** The most memory that the process has had so far; Linux keeps count of it. */
  public static class Peak implements InternalProfiler {

    private static final Path STATUS = Path.of("/proc/self/status");

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {}

    @Override
    public Collection<? extends Result> afterIteration(
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
    var options = new OptionsBuilder().parent(asked).addProfiler(Peak.class.getName());
    if (!asked.getResult().hasValue()) {
      options.result(RESULTS).resultFormat(ResultFormatType.CSV);
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
