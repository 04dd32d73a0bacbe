package dev.siamese.mining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.MaskedOps;
import dev.siamese.tensor.internal.Scalar;
import dev.siamese.tensor.internal.Tensors;
import dev.siamese.tensor.internal.TorchOps;

/**
 * Draws the negatives of a {@link DistanceWeightedMiner}.
 *
 * @param spec the hyper-parameters
 * @param dimensions D, the length of the embeddings, at least 2
 * @param seed of the draws
 */
record DistanceWeightedDraws(DistanceWeightedMiner spec, int dimensions, Seed seed)
    implements TripletMiner {

  DistanceWeightedDraws {
    if (dimensions < 2) {
      throw new IllegalArgumentException(
          "distance-weighted mining needs embeddings of at least 2 dimensions, not " + dimensions);
    }
  }

  @Override
  public TripletDistances mine(NDArray distances, BatchLabels labels, double margin) {
    var manager = distances.getManager();
    var pairs = labels.positivePairs();
    int n = labels.size();
    int maxPositives = maxPositivesPerAnchor(pairs.anchors());
    // inverse transform sampling: the first column whose cumulative weight exceeds a random one
    var cumulative = cumulativeWeights(distances, labels); // (N, N)
    var total = cumulative.get(new NDIndex(":,{}:", n - 1)); // (N, 1)
    var uniform =
        Tensors.create(
            manager, uniform(n * maxPositives, labels.step()), new Shape(n, maxPositives));
    var drawn =
        TorchOps.searchSorted(cumulative, total.mul(uniform))
            .minimum(Scalar.temporary(manager, n - 1L))
            .flatten();
    var anchors = Tensors.indices(manager, pairs.anchors()); // (T)
    var positives = Tensors.indices(manager, pairs.positives());
    var draws = Tensors.indices(manager, drawIndices(pairs.anchors(), maxPositives));
    var flat = distances.flatten();
    var rowStarts = anchors.mul(Scalar.temporary(manager, n));
    return new TripletDistances(
        flat.gather(rowStarts.add(positives), 0).expandDims(1),
        flat.gather(rowStarts.add(drawn.gather(draws, 0)), 0).expandDims(1),
        total
            .flatten()
            .gather(anchors, 0)
            .gt(Scalar.constant(0))
            .toType(DataType.FLOAT32, false)
            .expandDims(1));
  }

  /** The largest number of positives of an anchor, at least 1. Anchors are ascending. */
  private static int maxPositivesPerAnchor(int[] anchors) {
    int maxPositives = 1;
    for (int i = 0, first = 0; i < anchors.length; i++) {
      first = anchors[i] == anchors[first] ? first : i;
      maxPositives = Math.max(maxPositives, i - first + 1);
    }
    return maxPositives;
  }

  /** The index of every pair's draw among the N × maxPositives draws. */
  private static int[] drawIndices(int[] anchors, int maxPositives) {
    var indices = new int[anchors.length];
    for (int i = 0, first = 0; i < anchors.length; i++) {
      first = anchors[i] == anchors[first] ? first : i;
      indices[i] = anchors[i] * maxPositives + i - first;
    }
    return indices;
  }

  /** Cumulative sums of the weights along each anchor's row: (N, N). */
  private NDArray cumulativeWeights(NDArray distances, BatchLabels labels) {
    var logs = logWeights(distances, labels);
    var allowed = logs.gt(Scalar.constant(-MaskedOps.MASKED / 2)).toType(DataType.FLOAT32, false);
    return logs.sub(logs.max(new int[] {1}, true)).exp().mul(allowed).cumSum(1);
  }

  /** log 1/q of every anchor's negatives, up to a constant, and −MASKED elsewhere: (N, N). */
  NDArray logWeights(NDArray distances, BatchLabels labels) {
    var negatives = labels.negativeMask(distances.getManager());
    var detached = distances.stopGradient();
    var allowed =
        detached
            .lt(Scalar.constant(spec.nonzeroLossCutoff()))
            .toType(DataType.FLOAT32, false)
            .mul(negatives);
    var d =
        detached
            .maximum(Scalar.constant(spec.cutoff()))
            .minimum(Scalar.constant(spec.nonzeroLossCutoff()));
    var weights =
        d.log()
            .mul(Scalar.constant(2.0 - dimensions))
            .sub(
                d.square()
                    .mul(Scalar.constant(-0.25))
                    .add(Scalar.constant(1))
                    .log()
                    .mul(Scalar.constant((dimensions - 3) / 2.0)));
    return weights.add(
        allowed.neg().add(Scalar.constant(1)).mul(Scalar.constant(-MaskedOps.MASKED)));
  }

  /** Random numbers in [0, 1). */
  private float[] uniform(int count, long step) {
    var random = seed.derive(step).generator();
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  @Override
  public String toString() {
    return spec.toString();
  }
}
