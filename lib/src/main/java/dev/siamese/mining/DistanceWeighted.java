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
 * <p>Needs Euclidean distances between embeddings of length 1. The draws depend on the seed and on
 * {@link Labels#step()} alone: equal steps of equal runs draw alike.
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
    var anchors = Transfer.rows(manager, pairs[0]);
    var positives = Transfer.rows(manager, pairs[1]).expandDims(1);
    var rows = distances.get(new NDIndex("{}", anchors)); // (T, N)
    var chances = logWeights(distances, labels).get(new NDIndex("{}", anchors));
    // Gumbel's trick: the largest of log w + noise is a draw with probability w / Σw
    var shape = new Shape(pairs[0].length, labels.size());
    var noise = Transfer.to(manager, gumbel((int) shape.size(), labels.step()), shape);
    var drawn = chances.add(noise).argMax(1).expandDims(1);
    var possible =
        chances
            .gather(drawn, 1)
            .gt(Scalar.of(-Operations.NOTHING / 2))
            .toType(DataType.FLOAT32, false);
    return new Triplets(rows.gather(positives, 1), rows.gather(drawn, 1), possible);
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

  private float[] gumbel(int count, long step) {
    var random = seed.derive(step).generator();
    var noise = new float[count];
    for (int i = 0; i < count; i++) {
      noise[i] = (float) -Math.log(Math.max(random.nextExponential(), Double.MIN_VALUE));
    }
    return noise;
  }

  @Override
  public String toString() {
    return "distance-weighted(cutoff=%s, farthest=%s)".formatted(cutoff, farthest);
  }
}
