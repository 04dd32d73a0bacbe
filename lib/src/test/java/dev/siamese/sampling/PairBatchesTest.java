package dev.siamese.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.LabeledPairs;
import dev.siamese.engine.Seed;
import dev.siamese.invented.Glyphs;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PairBatchesTest {

  private static final LabeledPairs PAIRS =
      LabeledPairs.of(
          new Glyphs(1, 4, 2, 16).draw(new Seed(1)),
          new int[] {0, 2, 4, 6, 0, 1},
          new int[] {1, 3, 5, 7, 2, 6},
          new boolean[] {true, true, true, true, false, false});

  @Test
  void aBatchHoldsWholePairsWithTheirLabels() {
    var batch = new PairBatches(PAIRS, 3, new Seed(1)).batch(0);
    assertEquals(6, batch.rows().length);
    for (int i = 0; i < 3; i++) {
      boolean same = batch.rows()[i] / 2 == batch.rows()[3 + i] / 2;
      assertEquals(same, batch.labels().same(i, 3 + i));
      assertEquals(!same, batch.labels().different(i, 3 + i));
    }
  }

  @Test
  void anEpochShowsEveryPairOnce() {
    var sampler = new PairBatches(PAIRS, 2, new Seed(1));
    var seen = new TreeSet<String>();
    for (int step = 0; step < sampler.stepsPerEpoch(); step++) {
      var rows = sampler.batch(step).rows();
      seen.add(rows[0] + "-" + rows[2]);
      seen.add(rows[1] + "-" + rows[3]);
    }
    assertEquals(6, seen.size());
    assertArrayEquals(sampler.batch(1).rows(), sampler.batch(1).rows());
  }

  @Test
  void morePairsThanThereAreAreRefused() {
    var error =
        assertThrows(IllegalArgumentException.class, () -> new PairBatches(PAIRS, 7, new Seed(1)));
    assertTrue(error.getMessage().startsWith("7 pairs per batch, but the data has 6"));
  }
}
