package dev.siamese.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.UcrArchive;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Sequences;
import dev.siamese.data.Targets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DtwTest {

  private static final float[] A = {0, 1, 3, 2, 0, 1};
  private static final float[] B = {0, 0, 1, 2, 3, 1};

  /** Expected values from librosa 0.11, sequence.dtw with squared differences. */
  @Test
  void theDistanceIsThatOfLibrosa() {
    assertEquals(Math.sqrt(3), new Dtw(1).distance(A, B, 1), 1e-9);
    var two = new float[] {0, 1, 1, 0, 3, 2, 2, 2};
    var five = new float[] {0, 1, 1, 1, 1, 0, 3, 1, 2, 3};
    assertEquals(Math.sqrt(3), new Dtw(1).distance(two, five, 2), 1e-9);
  }

  @Test
  void withoutAWindowItIsTheEuclideanDistance() {
    assertEquals(Math.sqrt(0 + 1 + 4 + 0 + 9 + 0), new Dtw(0).distance(A, B, 1), 1e-9);
  }

  @Test
  void theWindowLimitsTheAlignment() {
    var early = new float[] {0, 1, 0, 0, 0, 0};
    var late = new float[] {0, 0, 0, 1, 0, 0};
    assertEquals(Math.sqrt(2), new Dtw(0.2).distance(early, late, 1), 1e-9);
    assertEquals(0, new Dtw(0.4).distance(early, late, 1), 1e-9);
  }

  @Test
  void theSmallestOfTheBestWindowsIsChosen() {
    var shifted =
        new Sequences(
            1,
            new float[][] {
              {0, 1, 0, 0, 0, 0, 0, 0, 0, 0}, {0, 0, 1, 0, 0, 0, 0, 0, 0, 0},
              {0, 1, -1, 0, 0, 0, 0, 0, 0, 0}, {0, 0, 1, -1, 0, 0, 0, 0, 0, 0}
            },
            new Targets(
                new int[] {0, 0, 1, 1},
                List.of(new ClassInfo("up", ""), new ClassInfo("down", ""))));
    assertEquals(new Dtw(0.1), Dtw.fit(shifted));
  }

  /** Expected errors as published by the UCR archive (Dau et al. 2019). */
  @ParameterizedTest
  @CsvSource({
    "ItalyPowerDemand,0,0.0447",
    "ItalyPowerDemand,1,0.0496",
    "GunPoint,0,0.0867",
    "ArrowHead,0,0.2000"
  })
  void errorsAreThosePublished(String name, double window, double published) {
    var archive = new UcrArchive(DataDirectory.fromEnvironment());
    assumeTrue(archive.isPresent(name), "the data set is not there");
    var error = new Dtw(window).error(archive.train(name), archive.test(name));
    assertEquals(published, error.value(), 5e-5);
  }

  @Test
  void theWindowMustBeAFraction() {
    var error = assertThrows(IllegalArgumentException.class, () -> new Dtw(10));
    assertTrue(error.getMessage().contains("window 10.0"), error.getMessage());
  }
}
