package dev.siamese.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.siamese.tensor.Torch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand training steps leave memory as it is. Not part of the suite, for it takes minutes:
 * {@code mvn verify -Psoak}, in a heap that is resident from the start, since Java fills any other
 * as it likes.
 */
@Tag("soak")
class SoakTest {

  private static final int STEPS = 10_000;
  private static final int EPOCHS = 2;
  private static final int STEPS_PER_EPOCH = 15;
  private static final int WINDOW = 500; // every loss has its turn in it
  private static final int PAUSE = 10; // steps between two looks, which cost memory too
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
    var window = Arrays.copyOfRange(resident, (end - WINDOW) / PAUSE, end / PAUSE);
    Arrays.sort(window);
    return window[window.length / 2];
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
