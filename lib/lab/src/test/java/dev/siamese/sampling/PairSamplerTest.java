package dev.siamese.sampling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.LabeledPairs;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PairSamplerTest {

  private static final LabeledPairs PAIRS =
      LabeledPairs.of(
          new SyntheticGlyphs(1, 4, 2, 16).generate(new Seed(1)),
          new int[] {0, 2, 4, 6, 0, 1},
          new int[] {1, 3, 5, 7, 2, 6},
          new boolean[] {true, true, true, true, false, false});

  @Test
  void aBatchHoldsWholePairsWithTheirLabels() {
    var batch = Sampler.pairs(PAIRS, 3, new Seed(1)).batch(0);
    assertEquals(6, batch.indices().length);
    for (int i = 0; i < 3; i++) {
      boolean same = batch.indices()[i] / 2 == batch.indices()[3 + i] / 2;
      assertEquals(same, batch.labels().isPositive(i, 3 + i));
      assertEquals(!same, batch.labels().isNegative(i, 3 + i));
    }
  }

  @Test
  void anEpochShowsEveryPairOnce() {
    var sampler = Sampler.pairs(PAIRS, 2, new Seed(1));
    var seen = new TreeSet<String>();
    for (int step = 0; step < sampler.stepsPerEpoch(); step++) {
      var rows = sampler.batch(step).indices();
      seen.add(rows[0] + "-" + rows[2]);
      seen.add(rows[1] + "-" + rows[3]);
    }
    assertEquals(6, seen.size());
    assertArrayEquals(sampler.batch(1).indices(), sampler.batch(1).indices());
  }

  @Test
  void morePairsThanTheDataHasAreRefused() {
    var error =
        assertThrows(IllegalArgumentException.class, () -> Sampler.pairs(PAIRS, 7, new Seed(1)));
    assertTrue(error.getMessage().contains("7"));
  }
}
