// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS org.openjdk.jmh:jmh-core:1.37
//DEPS org.openjdk.jmh:jmh-generator-annprocess:1.37
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES MicroStates.java
//SOURCES PeakMemory.java
//JAVAC_OPTIONS -processor org.openjdk.jmh.generators.BenchmarkProcessor
// spotless:on

package bench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import dev.siamese.distance.Distances;
import dev.siamese.mining.HardNegativeMiner;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Times every distance, miner and loss alone, on N L2-normalised embeddings, four per class. Each
 * benchmark runs in its own JVM and also reports the peak resident memory. The options are those of
 * JMH; the results are also written to a CSV file.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class Micro {

  static final int DIMENSIONS = 128;
  static final int SAMPLES_PER_CLASS = 4;
  private static final Path RESULTS = Path.of("target", "micro.csv");

  @Param({"256", "1024", "4096"})
  int n;

  NDManager manager;
  private NDArray embeddings;
  private NDArray distances;
  private int[] classes;
  private BatchLabels labels;

  @Setup
  public void setUp() {
    manager = Torch.manager(Torch.device("auto"));
    var random = new Seed(1).generator();
    var values = new float[n * DIMENSIONS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    var gaussian = manager.create(values, new Shape(n, DIMENSIONS));
    embeddings = gaussian.div(gaussian.norm(new int[] {1}, true));
    distances = Distances.EUCLIDEAN.allPairs(embeddings, embeddings);
    classes = IntStream.range(0, n).map(row -> row / SAMPLES_PER_CLASS).toArray();
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
          var batch = BatchLabels.of(classes);
          return batch.positiveMask(manager).add(batch.negativeMask(manager));
        });
  }

  @Benchmark
  public float distance(MicroStates.DistanceState state) {
    return value(() -> state.function.allPairs(embeddings, embeddings));
  }

  @Benchmark
  public float miner(MicroStates.MinerState state) {
    return value(() -> state.function.mine(distances, labels));
  }

  @Benchmark
  public int[][] dataSetMiner() {
    return new HardNegativeMiner(Distances.COSINE, 10).mine(embeddings, classes);
  }

  @Benchmark
  public float loss(MicroStates.LossState state) {
    return value(() -> state.function.compute(embeddings, labels));
  }

  @Benchmark
  public float lossAndGradient(MicroStates.LossState state) {
    embeddings.setRequiresGradient(true);
    try (var scope = new NDScope();
        var gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
      scope.suppressNotUsedWarning();
      var loss = state.function.compute(embeddings, labels);
      gradients.backward(loss);
      return loss.getFloat() + embeddings.getGradient().getFloat(0, 0);
    }
  }

  /** Reads one value, which waits for the device. */
  private static float value(Supplier<NDArray> function) {
    JniUtils.setGradMode(false);
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return function.get().flatten().getFloat(0);
    }
  }

  public static void main(String[] args) throws Exception {
    var commandLine = new CommandLineOptions(args);
    var options = new OptionsBuilder().parent(commandLine).addProfiler(PeakMemory.class.getName());
    if (!commandLine.getResult().hasValue()) {
      Files.createDirectories(RESULTS.getParent());
      options.result(RESULTS.toString()).resultFormat(ResultFormatType.CSV);
    }
    if (commandLine.shouldHelp()) {
      commandLine.showHelp();
    } else if (commandLine.shouldList()) {
      new Runner(options.build()).list();
    } else {
      new Runner(options.build()).run();
    }
  }
}
