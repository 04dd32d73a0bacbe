package dev.siamese.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.siamese.engine.Torch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand training steps leave memory as it is. Not part of the suite, for it takes minutes:
 * {@code mvn verify -Psoak}, in a heap of fixed size, since Java lets any other grow as it likes.
 */
@Tag("soak")
class SoakTest {

  private static final int STEPS = 10_000;
  private static final int EPOCHS = 2;
  private static final int STEPS_PER_EPOCH = 15;
  private static final int WINDOW = 500; // every loss has its turn in it
  private static final Path STATUS = Path.of("/proc/self/status");

  private final TreeMap<Integer, Double> resident = new TreeMap<>(); // MiB, by step

  @Test
  void memoryGrowsByLessThanATwentiethAfterStep500(@TempDir Path folder) {
    var rounds = new Rounds(folder);
    int perRound = EPOCHS * STEPS_PER_EPOCH;
    var arrays = new TreeSet<Integer>();
    double heap = Double.NaN;
    for (int round = 0; round * perRound < STEPS; round++) {
      rounds.run(round, EPOCHS, STEPS_PER_EPOCH, watcher(round * perRound));
      if (round >= rounds.count()) {
        arrays.add(Torch.openArrays());
      }
      if (round == rounds.count()) {
        heap = heap();
      }
    }
    double heapGrowth = heap() / heap - 1;
    System.out.println("open arrays between the rounds: " + arrays);
    System.out.printf("heap: %.1f MiB, %+.1f %%%n", heap(), 100 * heapGrowth);
    assertEquals(1, arrays.size(), "open arrays between the rounds: " + arrays);
    assertTrue(heapGrowth < 0.05, "growth of the heap: " + heapGrowth);

    assumeTrue(Files.exists(STATUS), "only Linux tells the resident memory");
    for (int end = WINDOW; end <= STEPS; end += WINDOW) {
      System.out.printf("resident until step %,6d: %.0f MiB%n", end, median(end));
    }
    double least =
        IntStream.rangeClosed(2, STEPS / WINDOW)
            .mapToDouble(window -> median(window * WINDOW))
            .min()
            .orElseThrow();
    // against the least, for what is given back at first must not make room for a leak
    double growth = median(STEPS) / least - 1;
    assertTrue(growth < 0.05, "growth of the resident memory: " + growth);
  }

  private TrainingListener watcher(int stepsBefore) {
    return new TrainingListener() {
      @Override
      public void onStep(Progress progress) {
        resident.put(stepsBefore + progress.step(), resident());
      }
    };
  }

  /** The median of the window that ends with a step: single garbage collections do not move it. */
  private double median(int end) {
    var window =
        resident.subMap(end - WINDOW, false, end, true).values().stream().sorted().toList();
    return window.get(window.size() / 2);
  }

  /** What Java's objects take when the dead ones are gone, in MiB. */
  private static double heap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1048576.0;
  }

  /** MiB, NaN where the system does not tell. */
  private static double resident() {
    if (!Files.exists(STATUS)) {
      return Double.NaN;
    }
    try (var lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
          .findAny()
          .orElse(Double.NaN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
