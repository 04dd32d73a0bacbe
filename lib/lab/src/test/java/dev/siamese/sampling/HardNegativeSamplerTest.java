package dev.siamese.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.Images;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import java.util.Arrays;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HardNegativeSamplerTest {

  /** 6 classes of 3 samples; the negatives of a row are all of the next class. */
  private static final Images DATA = new SyntheticGlyphs(2, 3, 3, 16).generate(new Seed(1));

  private static int[][] negatives() {
    return IntStream.range(0, DATA.size())
        .mapToObj(
            row ->
                IntStream.range(0, DATA.size())
                    .filter(other -> DATA.label(other) == (DATA.label(row) + 1) % 6)
                    .toArray())
        .toArray(int[][]::new);
  }

  @Test
  void everyAnchorHasAPositiveAndItsNegatives() {
    var batches = Sampler.hardNegatives(DATA, negatives(), 1, 2, new Seed(2));
    assertEquals(18, batches.stepsPerEpoch());
    var anchors = new HashSet<Integer>();
    for (int step = 0; step < 18; step++) {
      var batch = batches.batch(step);
      var rows = batch.indices();
      assertEquals(4, rows.length);
      assertTrue(rows[0] != rows[1]);
      int label = DATA.label(rows[0]);
      int next = (label + 1) % 6;
      assertArrayEquals(new int[] {label, label, next, next}, batch.labels().classes());
      assertArrayEquals(Arrays.stream(rows).map(DATA::label).toArray(), batch.labels().classes());
      anchors.add(rows[0]);
    }
    assertEquals(18, anchors.size(), "each row is an anchor once in an epoch");
  }

  @Test
  void aRowOccursOncePerBatch() {
    var batches = Sampler.hardNegatives(DATA, negatives(), 9, 3, new Seed(2));
    for (int step = 0; step < 10; step++) {
      var rows = batches.batch(step).indices();
      assertEquals(rows.length, Arrays.stream(rows).distinct().count());
      assertTrue(rows.length > 9);
    }
  }

  @Test
  void aBatchDependsOnStepAndSeedOnly() {
    var batches = Sampler.hardNegatives(DATA, negatives(), 4, 2, new Seed(2));
    var again = Sampler.hardNegatives(DATA, negatives(), 4, 2, new Seed(2));
    var other = Sampler.hardNegatives(DATA, negatives(), 4, 2, new Seed(3));
    again.batch(0);
    assertArrayEquals(batches.batch(5).indices(), again.batch(5).indices());
    assertTrue(!Arrays.equals(batches.batch(5).indices(), other.batch(5).indices()));
  }

  @Test
  void rowsWithoutHardNegativesAreNoAnchors() {
    var negatives = negatives();
    for (int row = 0; row < DATA.size(); row++) {
      if (DATA.label(row) != 2) {
        negatives[row] = new int[0];
      }
    }
    var batches = Sampler.hardNegatives(DATA, negatives, 3, 1, new Seed(2));
    assertEquals(1, batches.stepsPerEpoch());
    assertTrue(
        Arrays.stream(batches.batch(0).indices()).map(DATA::label).allMatch(l -> l == 2 || l == 3));
    assertThrows(
        IllegalArgumentException.class,
        () -> Sampler.hardNegatives(DATA, negatives, 4, 1, new Seed(2)));
  }

  @Test
  void negativesOfOtherDataAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Sampler.hardNegatives(DATA, new int[3][0], 1, 1, new Seed(2)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Sampler.hardNegatives(DATA, negatives(), 1, 0, new Seed(2)));
  }
}
