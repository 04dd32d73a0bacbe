package dev.siamese.mining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Scalar;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.MaskedOps;
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
    int most = maxPositivesPerAnchor(pairs.anchors());
    // what is drawn is the first place where the sum so far passes a random part of the whole
    var sums = cumulativeWeights(distances, labels); // (N, N)
    var all = sums.get(new NDIndex(":,{}:", n - 1)); // (N, 1)
    var parts = Tensors.create(manager, uniform(n * most, labels.step()), new Shape(n, most));
    var drawn =
        TorchOps.searchSorted(sums, all.mul(parts)).minimum(Scalar.temporary(n - 1L)).flatten();
    var anchors = Tensors.indices(manager, pairs.anchors()); // (T)
    var positives = Tensors.indices(manager, pairs.positives());
    var places = Tensors.indices(manager, drawIndices(pairs.anchors(), most));
    var flat = distances.flatten();
    var starts = anchors.mul(Scalar.temporary(n));
    return new TripletDistances(
        flat.gather(starts.add(positives), 0).expandDims(1),
        flat.gather(starts.add(drawn.gather(places, 0)), 0).expandDims(1),
        all.flatten()
            .gather(anchors, 0)
            .gt(Scalar.constant(0))
            .toType(DataType.FLOAT32, false)
            .expandDims(1));
  }

  /** The largest number of positives that an anchor has, at least 1; the anchors are ascending. */
  private static int maxPositivesPerAnchor(int[] anchors) {
    int most = 1;
    for (int i = 0, first = 0; i < anchors.length; i++) {
      first = anchors[i] == anchors[first] ? first : i;
      most = Math.max(most, i - first + 1);
    }
    return most;
  }

  /** Where the draws of the pairs stand, each anchor having as many places as any has pairs. */
  private static int[] drawIndices(int[] anchors, int most) {
    var places = new int[anchors.length];
    for (int i = 0, first = 0; i < anchors.length; i++) {
      first = anchors[i] == anchors[first] ? first : i;
      places[i] = anchors[i] * most + i - first;
    }
    return places;
  }

  /** The weights of every anchor's negatives, each added to those before it: (N, N). */
  private NDArray cumulativeWeights(NDArray distances, BatchLabels labels) {
    var logs = logWeights(distances, labels);
    var possible = logs.gt(Scalar.constant(-MaskedOps.MASKED / 2)).toType(DataType.FLOAT32, false);
    return logs.sub(logs.max(new int[] {1}, true)).exp().mul(possible).cumSum(1);
  }

  /** The logarithms of 1/q, up to a constant, of every anchor's negatives: (N, N). */
  NDArray logWeights(NDArray distances, BatchLabels labels) {
    var different = labels.negativeMask(distances.getManager());
    var fixed = distances.stopGradient();
    var possible =
        fixed
            .lt(Scalar.constant(spec.nonzeroLossCutoff()))
            .toType(DataType.FLOAT32, false)
            .mul(different);
    var d =
        fixed
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
        possible.neg().add(Scalar.constant(1)).mul(Scalar.constant(-MaskedOps.MASKED)));
  }

  /** Uniform from 0 to below 1. */
  private float[] uniform(int count, long step) {
    var random = seed.derive(step).generator();
    var parts = new float[count];
    for (int i = 0; i < count; i++) {
      parts[i] = random.nextFloat();
    }
    return parts;
  }

  @Override
  public String toString() {
    return spec.toString();
  }
}
