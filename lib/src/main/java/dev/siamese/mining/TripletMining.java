package dev.siamese.mining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.sampling.Labels;
import java.util.Locale;

/** The usual ways to choose triplets. */
public enum TripletMining implements TripletMiner {

  /** Every triplet. Most are solved early on and teach nothing; the loss averages the others. */
  ALL {
    @Override
    public Triplets mine(NDArray distances, Labels labels, double margin) {
      var manager = distances.getManager();
      var pairs = labels.positivePairs();
      var anchors = manager.create(pairs[0]).toType(DataType.INT64, false);
      var positives = manager.create(pairs[1]).toType(DataType.INT64, false).expandDims(1);
      var rows = distances.get(new NDIndex("{}", anchors));
      return new Triplets(
          rows.gather(positives, 1),
          rows,
          labels.differentPairs(manager).get(new NDIndex("{}", anchors)));
    }
  },

  /**
   * Those whose negative is farther away than the positive, but not by the margin (Schroff,
   * Kalenichenko and Philbin 2015): hard enough to teach, not so hard that all collapses.
   */
  SEMI_HARD {
    @Override
    public Triplets mine(NDArray distances, Labels labels, double margin) {
      var all = ALL.mine(distances, labels, margin);
      var gap = all.negative().stopGradient().sub(all.positive().stopGradient());
      var chosen = gap.gt(0).logicalAnd(gap.lte(margin)).toType(DataType.FLOAT32, false);
      return new Triplets(all.positive(), all.negative(), all.weight().mul(chosen));
    }
  },

  /**
   * For every anchor the farthest positive and the nearest negative (Hermans, Beyer and Leibe
   * 2017).
   */
  HARD {
    @Override
    public Triplets mine(NDArray distances, Labels labels, double margin) {
      var manager = distances.getManager();
      var same = labels.samePairs(manager);
      var different = labels.differentPairs(manager);
      var farthest = distances.sub(same.neg().add(1).mul(FAR)).max(new int[] {1}, true);
      var nearest = distances.add(different.neg().add(1).mul(FAR)).min(new int[] {1}, true);
      return new Triplets(farthest, nearest, manager.create(complete(labels), column(labels)));
    }

    /** A 1 for each anchor that has both a positive and a negative. */
    private static float[] complete(Labels labels) {
      var weight = new float[labels.size()];
      for (int row = 0; row < weight.length; row++) {
        weight[row] = labels.isAnchor(row) ? 1 : 0;
      }
      return weight;
    }

    private static Shape column(Labels labels) {
      return new Shape(labels.size(), 1);
    }
  };

  /** Added to what must not be chosen: beyond any distance, yet a number that 0 times gives 0. */
  private static final float FAR = 1e9f;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
