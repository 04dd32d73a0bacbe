package dev.siamese.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import dev.siamese.Embedder;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand training steps, a thousand trainings and a hundred thousand embeddings leave memory
 * as it is. Not part of the suite, for it takes minutes: {@code mvn verify -Psoak}, in a heap that
 * is resident from the start, since Java fills any other as it likes.
 */
@Tag("soak")
class SoakTest {

  private static final int STEPS = 10_000;
  private static final int EPOCHS = 2;
  private static final int STEPS_PER_EPOCH = 15;
  private static final int WINDOW = 500; // every loss has its turn in it
  private static final int PAUSE = 10; // steps between two looks, which cost memory too
  private static final int TRAININGS = 1_000;
  private static final int THREADS = 64;
  private static final int PART = 1_000; // embeddings between two looks
  private static final int WARM_UP = 200; // parts, in which memory grows ever more slowly
  private static final int PARTS = 100;
  private static final Path STATUS = Path.of("/proc/self/status");

  private final double[] resident = new double[STEPS / PAUSE]; // MiB

  @Test
  void memoryGrowsByLessThanATwentiethAfterStep500(@TempDir Path folder) {
    var rounds = new TrainingRounds(folder);
    int perRound = EPOCHS * STEPS_PER_EPOCH;
    int combinations = 3 * rounds.lossCount(); // of samplers and losses, each with its constants
    var arrays = new TreeSet<Integer>();
    double heap = Double.NaN;
    for (int round = 0; round * perRound < STEPS; round++) {
      rounds.run(round, EPOCHS, STEPS_PER_EPOCH, watcher(round * perRound));
      if (round >= combinations) {
        arrays.add(Torch.liveTensorCount());
      }
      if (round == combinations) {
        heap = heap();
      }
    }
    double heapGrowth = heap() - heap;
    System.out.println("open arrays between the rounds: " + arrays);
    System.out.printf("live heap: %.1f MiB, of which %.2f are new%n", heap(), heapGrowth);
    assertEquals(1, arrays.size(), "open arrays between the rounds: " + arrays);
    assertTrue(heapGrowth < 1, "MiB of new objects, a hundred bytes per step: " + heapGrowth);

    assumeTrue(Files.exists(STATUS), "only Linux tells the resident memory");
    for (int end = WINDOW; end <= STEPS; end += WINDOW) {
      System.out.printf("resident until step %,6d: %.0f MiB%n", end, median(end));
    }
    double growth = median(STEPS) / median(2 * WINDOW) - 1;
    assertTrue(growth < 0.05, "growth of the resident memory: " + growth);
  }

  @Test
  void aThousandTrainingsLeaveMemoryAsItIs(@TempDir Path folder) {
    var rounds = new TrainingRounds(folder);
    int combinations = 3 * rounds.lossCount();
    var arrays = new TreeSet<Integer>();
    var memory = new double[TRAININGS];
    for (int round = 0; round < TRAININGS; round++) {
      rounds.run(round, 1, 2, TrainingListener.NONE);
      memory[round] = resident();
      if (round >= combinations) {
        arrays.add(Torch.liveTensorCount());
      }
    }
    assertEquals(1, arrays.size(), "open arrays between the trainings: " + arrays);
    assertFlat(memory);
  }

  /** After two hundred thousand, in which each thread meets batches of each size. */
  @Test
  void aHundredThousandEmbeddingsOf64ThreadsLeaveMemoryAsItIs() throws Exception {
    var memory = new double[PARTS];
    var network = new ResidualCnn(List.of(16, 32)).projected(8); // kernels kept for each size
    var input = new ImageInput(16, true);
    var sample = new SyntheticGlyphs(2, 1, 1, 16).generate(new Seed(1)).select(0);
    var pool = Executors.newFixedThreadPool(THREADS);
    try (var encoder = Encoder.create(input, network, Device.cpu(), new Seed(1));
        var embedder = new Embedder(encoder)) {
      var expected = embedder.embed(sample);
      int arrays = Torch.liveTensorCount();
      Callable<float[]> embedding = () -> embedder.embed(sample);
      for (int part = 0; part < WARM_UP + PARTS; part++) {
        for (var answer : pool.invokeAll(Collections.nCopies(PART, embedding))) {
          assertArrayEquals(expected, answer.get(), 1e-4f);
        }
        for (int i = 0; i < 100 && Torch.liveTensorCount() > arrays; i++) {
          Thread.sleep(10); // the last batch is being closed
        }
        assertEquals(arrays, Torch.liveTensorCount(), "open arrays");
        memory[Math.max(0, part - WARM_UP)] = resident();
      }
    } finally {
      pool.shutdown();
    }
    assertFlat(memory);
  }

  /** The median of the last tenth is that of the second tenth, or less than a twentieth above. */
  private static void assertFlat(double[] memory) {
    assumeTrue(Files.exists(STATUS), "only Linux tells the resident memory");
    int tenth = memory.length / 10;
    double early = median(Arrays.copyOfRange(memory, tenth, 2 * tenth));
    double late = median(Arrays.copyOfRange(memory, memory.length - tenth, memory.length));
    System.out.printf("resident: %.0f MiB early, %.0f MiB in the end%n", early, late);
    assertTrue(late < 1.05 * early, "resident memory: %.0f, then %.0f".formatted(early, late));
  }

  private TrainingListener watcher(int stepsBefore) {
    return new TrainingListener() {
      @Override
      public void onStep(Progress progress) {
        int step = stepsBefore + progress.step();
        if (step <= STEPS && step % PAUSE == 0) {
          resident[step / PAUSE - 1] = resident();
        }
      }
    };
  }

  /** The median of the window that ends with a step: single garbage collections do not move it. */
  private double median(int end) {
    return median(Arrays.copyOfRange(resident, (end - WINDOW) / PAUSE, end / PAUSE));
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  /** What Java's objects take when the dead ones are gone, in MiB. */
  private static double heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0;
  }

  /** MiB, 0 where the system does not tell. */
  private static double resident() {
    if (!Files.exists(STATUS)) {
      return 0;
    }
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
          .findAny()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
