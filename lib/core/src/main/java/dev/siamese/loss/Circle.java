package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Scalar;
import dev.siamese.tensor.internal.MaskedOps;

/**
 * Circle loss (Sun et al. 2020): pulls and pushes every pair the harder the farther it is from
 * where it should be, instead of all alike.
 *
 * <p>mean over anchors of log(1 + Σ exp(gamma w⁻ (1 − margin − d⁻)) · Σ exp(gamma w⁺ (d⁺ −
 * margin))) with w⁺ = d⁺ + margin and w⁻ = max(0, 1 + margin − d⁻), which the gradient takes for
 * constants; d is cosine distance. Anchors are the rows with both kinds. Needs no classes: pairs
 * will do.
 *
 * <p>Use it for retrieval and verification. The margin is also where the two kinds are to be: same
 * pairs below it, different pairs above 1 − margin.
 *
 * <p>pytorch-metric-learning's CircleLoss is this, except that it leaves out of the mean what has
 * been rounded to 0.
 *
 * @param margin above 0 and below 1; 0.4 for retrieval, 0.25 for faces
 * @param gamma scale of the logits, above 0; 80 for retrieval, 256 for faces
 */
public record Circle(double margin, double gamma) implements Loss {

  public Circle {
    if (!(margin > 0 && margin < 1)) {
      throw new IllegalArgumentException(
          "circle loss needs a margin above 0 and below 1, not " + margin);
    }
    if (!(gamma > 0)) {
      throw new IllegalArgumentException("circle loss needs a gamma above 0, not " + gamma);
    }
  }

  /** The paper's for retrieval: margin 0.4, gamma 80. */
  public Circle() {
    this(0.4, 80);
  }

  @Override
  public NDArray compute(NDArray embeddings, BatchLabels labels) {
    EmbeddingBatch.validate(embeddings, labels);
    var manager = embeddings.getManager();
    var d = distance().allPairs(embeddings, embeddings); // (N, N)
    var fixed = d.stopGradient();
    var pull =
        d.sub(Scalar.constant(margin))
            .mul(fixed.add(Scalar.constant(margin)).mul(Scalar.constant(gamma)));
    var push =
        d.neg()
            .add(Scalar.constant(1 - margin))
            .mul(
                fixed
                    .neg()
                    .add(Scalar.constant(1 + margin))
                    .maximum(Scalar.constant(0))
                    .mul(Scalar.constant(gamma)));
    var positives = MaskedOps.maskedLogSumExp(pull, labels.positiveMask(manager));
    var negatives = MaskedOps.maskedLogSumExp(push, labels.negativeMask(manager));
    return Reductions.maskedMean(
        Activation.softPlus(positives.add(negatives)), labels.anchorMask(manager));
  }

  /** Cosine: the only one that the loss is defined for. */
  @Override
  public Distance distance() {
    return Distances.COSINE;
  }

  @Override
  public String toString() {
    return Losses.FAMILY.print(this);
  }
}
