package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.internal.MaskedOps;
import dev.siamese.tensor.internal.Scalar;

/**
 * Circle loss (Sun et al. 2020): weights every pair by its distance from its optimum.
 *
 * <p>mean over anchors of log(1 + Σ exp(gamma w⁻ (1 − margin − d⁻)) · Σ exp(gamma w⁺ (d⁺ −
 * margin))) with w⁺ = d⁺ + margin and w⁻ = max(0, 1 + margin − d⁻), which are constants for the
 * gradient; d is cosine distance. Anchors are the rows with positives and negatives. Works with
 * classes or pairs.
 *
 * <p>Use it for retrieval and verification. The target is d⁺ below the margin and d⁻ above 1 −
 * margin.
 *
 * <p>Equals pytorch-metric-learning's CircleLoss, except that the latter leaves terms that round to
 * 0 out of the mean.
 *
 * @param margin above 0 and below 1; 0.4 for retrieval, 0.25 for faces. Default: 0.4
 * @param gamma scale of the logits, above 0; 80 for retrieval, 256 for faces. Default: 80
 */
public record Circle(double margin, double gamma) implements Loss {

  /**
   * Checks the values.
   *
   * @param margin above 0 and below 1; 0.4 for retrieval, 0.25 for faces
   * @param gamma scale of the logits, above 0; 80 for retrieval, 256 for faces
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Circle {
    if (!(margin > 0 && margin < 1)) {
      throw new IllegalArgumentException(
          "the margin of circle loss must be above 0 and below 1, not " + margin);
    }
    if (!(gamma > 0)) {
      throw new IllegalArgumentException("gamma of circle loss must be above 0, not " + gamma);
    }
  }

  /** A margin of 0.4 and a gamma of 80, the paper's values for retrieval. */
  public Circle() {
    this(0.4, 80);
  }

  @Override
  public NDArray compute(NDArray embeddings, BatchLabels labels) {
    EmbeddingBatch.validate(embeddings, labels);
    var manager = embeddings.getManager();
    var d = distance().allPairs(embeddings, embeddings); // (N, N)
    var detached = d.stopGradient();
    var pull =
        d.sub(Scalar.constant(margin))
            .mul(detached.add(Scalar.constant(margin)).mul(Scalar.constant(gamma)));
    var push =
        d.neg()
            .add(Scalar.constant(1 - margin))
            .mul(
                detached
                    .neg()
                    .add(Scalar.constant(1 + margin))
                    .maximum(Scalar.constant(0))
                    .mul(Scalar.constant(gamma)));
    var positives = MaskedOps.maskedLogSumExp(pull, labels.positiveMask(manager));
    var negatives = MaskedOps.maskedLogSumExp(push, labels.negativeMask(manager));
    return Reductions.maskedMean(
        Activation.softPlus(positives.add(negatives)), labels.anchorMask(manager));
  }

  /** Cosine distance, the only one that the loss is defined for. */
  @Override
  public Distance distance() {
    return Distances.COSINE;
  }

  @Override
  public String toString() {
    return FAMILY.print(this);
  }
}
