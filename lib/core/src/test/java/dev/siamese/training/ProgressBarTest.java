package dev.siamese.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

  private static final History HISTORY = new History();

  private static TrainingListener.Progress progress(int step) {
    return new TrainingListener.Progress((step + 9) / 10, 2, step, 20, 640, 3.2);
  }

  @Test
  void showsHowFarTheRunIsAndHowLongItWillTake() {
    var lines = new ArrayList<String>();
    var bar = new ProgressBar("triplet", lines::add);
    bar.onStep(progress(5));
    bar.onEpoch(progress(10), HISTORY);
    assertEquals(
        "triplet ██████░░░░░░░░░░░░░░░░░░ 1/2, 640 samples/s, 3 s left", lines.get(0).strip());
    assertTrue(lines.get(1).startsWith("triplet ████████████░░░░░░░░░░░░ 1/2"), lines.get(1));
    assertEquals(2, lines.size());
  }

  @Test
  void doesNotShowEveryOneOfManySteps() {
    var lines = new ArrayList<String>();
    var bar = new ProgressBar("triplet", lines::add);
    for (int step = 1; step < 20; step++) {
      bar.onStep(progress(step));
    }
    assertTrue(lines.size() < 19, lines.size() + " lines");
  }

  @Test
  void writesALineForEachEpochIntoAFile() {
    var bytes = new ByteArrayOutputStream();
    var bar = new ProgressBar("triplet", new PrintStream(bytes, true, StandardCharsets.UTF_8));
    bar.onEpoch(progress(10), HISTORY);
    bar.onWarning("Something is odd.");
    bar.onEpoch(progress(20), HISTORY);
    var lines = bytes.toString(StandardCharsets.UTF_8).lines().map(String::strip).toList();
    assertEquals(3, lines.size());
    assertEquals("Something is odd.", lines.get(1));
    assertTrue(lines.get(2).startsWith("triplet ████████████████████████ 2/2"), lines.get(2));
  }
}
