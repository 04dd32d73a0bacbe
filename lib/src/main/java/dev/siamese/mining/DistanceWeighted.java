package dev.siamese.mining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.engine.Operations;
import dev.siamese.engine.Scalar;
import dev.siamese.engine.Seed;
import dev.siamese.engine.Transfer;
import dev.siamese.sampling.Labels;

/**
 * For every anchor and positive one negative, drawn so that all distances come up about equally
 * often (Wu et al. 2017; pytorch-metric-learning's DistanceWeightedMiner, which draws the positives
 * too).
 *
 * <p>Random points on a sphere of D dimensions are at distance d with density q(d) ∝ dᴰ⁻² (1 −
 * d²/4)^((D−3)/2), nearly all of them close to √2. A negative is therefore drawn with probability
 * proportional to 1/q(max(d, cutoff)); those at {@code farthest} or beyond never, and anchors
 * without any nearer one are left out.
 *
 * <p>Needs Euclidean distances between embeddings of length 1, and memory for (N, N). The draws
 * depend on the seed and on {@link Labels#step()} alone: equal steps of equal runs draw alike.
 *
 * @param dimensions D, the length of the embeddings, at least 2
 * @param cutoff distances below are drawn as if they were this far, so that the nearest and
 *     noisiest do not take all; 0.5 in the paper
 * @param farthest distances from here on are not drawn, since a margin loss has nothing to learn
 *     from them; 1.4 in the paper, below 2
 * @param seed of the draws
 */
public record DistanceWeighted(int dimensions, double cutoff, double farthest, Seed seed)
    implements TripletMiner {

  public DistanceWeighted {
    if (dimensions < 2) {
      throw new IllegalArgumentException(
          "distance-weighted mining needs embeddings of at least 2 dimensions, not " + dimensions);
    }
    if (!(cutoff > 0 && cutoff < farthest && farthest < 2)) {
      throw new IllegalArgumentException(
          "distance-weighted mining needs 0 < cutoff < farthest < 2, not cutoff %s and farthest %s"
              .formatted(cutoff, farthest));
    }
  }

  /** Between the paper's distances of 0.5 and 1.4. */
  public DistanceWeighted(int dimensions, Seed seed) {
    this(dimensions, 0.5, 1.4, seed);
  }

  @Override
  public Triplets mine(NDArray distances, Labels labels, double margin) {
    var manager = distances.getManager();
    var pairs = labels.positivePairs();
    int n = labels.size();
    int most = most(pairs[0]);
    // what is drawn is the first place where the sum so far passes a random part of the whole
    var sums = sumsOfWeights(distances, labels); // (N, N)
    var all = sums.get(new NDIndex(":,{}:", n - 1)); // (N, 1)
    var parts = Transfer.to(manager, parts(n * most, labels.step()), new Shape(n, most));
    var drawn =
        Operations.firstAbove(sums, all.mul(parts)).minimum(Scalar.passing(n - 1L)).flatten();
    var anchors = Transfer.rows(manager, pairs[0]); // (T)
    var positives = Transfer.rows(manager, pairs[1]);
    var places = Transfer.rows(manager, places(pairs[0], most));
    var flat = distances.flatten();
    var starts = anchors.mul(Scalar.passing(n));
    return new Triplets(
        flat.gather(starts.add(positives), 0).expandDims(1),
        flat.gather(starts.add(drawn.gather(places, 0)), 0).expandDims(1),
        all.flatten()
            .gather(anchors, 0)
            .gt(Scalar.of(0))
            .toType(DataType.FLOAT32, false)
            .expandDims(1));
  }

  /** The largest number of positives that an anchor has, at least 1; the anchors are ascending. */
  private static int most(int[] anchors) {
    int most = 1;
    for (int i = 0, first = 0; i < anchors.length; i++) {
      first = anchors[i] == anchors[first] ? first : i;
      most = Math.max(most, i - first + 1);
    }
    return most;
  }

  /** Where the draws of the pairs stand, each anchor having as many places as any has pairs. */
  private static int[] places(int[] anchors, int most) {
    var places = new int[anchors.length];
    for (int i = 0, first = 0; i < anchors.length; i++) {
      first = anchors[i] == anchors[first] ? first : i;
      places[i] = anchors[i] * most + i - first;
    }
    return places;
  }

  /** The weights of every anchor's negatives, each added to those before it: (N, N). */
  private NDArray sumsOfWeights(NDArray distances, Labels labels) {
    var logs = logWeights(distances, labels);
    var possible = logs.gt(Scalar.of(-Operations.NOTHING / 2)).toType(DataType.FLOAT32, false);
    return logs.sub(logs.max(new int[] {1}, true)).exp().mul(possible).cumSum(1);
  }

  /** The logarithms of 1/q, up to a constant, of every anchor's negatives: (N, N). */
  NDArray logWeights(NDArray distances, Labels labels) {
    var different = labels.differentPairs(distances.getManager());
    var fixed = distances.stopGradient();
    var possible = fixed.lt(Scalar.of(farthest)).toType(DataType.FLOAT32, false).mul(different);
    var d = fixed.maximum(Scalar.of(cutoff)).minimum(Scalar.of(farthest));
    var weights =
        d.log()
            .mul(Scalar.of(2.0 - dimensions))
            .sub(
                d.square()
                    .mul(Scalar.of(-0.25))
                    .add(Scalar.of(1))
                    .log()
                    .mul(Scalar.of((dimensions - 3) / 2.0)));
    return weights.add(possible.neg().add(Scalar.of(1)).mul(Scalar.of(-Operations.NOTHING)));
  }

  /** Uniform from 0 to below 1. */
  private float[] parts(int count, long step) {
    var random = seed.derive(step).generator();
    var parts = new float[count];
    for (int i = 0; i < count; i++) {
      parts[i] = random.nextFloat();
    }
    return parts;
  }

  @Override
  public String toString() {
    return "distance-weighted(cutoff=%s, farthest=%s)".formatted(cutoff, farthest);
  }
}
