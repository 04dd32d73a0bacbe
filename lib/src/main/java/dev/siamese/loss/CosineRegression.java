package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.engine.Scalar;
import dev.siamese.engine.Transfer;
import dev.siamese.sampling.Labels;

/**
 * Regression of cosine similarity (Reimers and Gurevych 2019): pairs are to be just as similar as
 * their grade says.
 *
 * <p>mean of (cos(a, b) − similarity)² over the pairs of the batch, similarity being from 0 to 1.
 *
 * <p>Use it for graded pairs, such as sentences whose likeness people have rated. With classes, all
 * pairs of a batch count, as 1 or 0.
 */
public record CosineRegression() implements Loss {

  @Override
  public NDArray of(NDArray embeddings, Labels labels) {
    Rows.check(embeddings, labels);
    var pairs = labels.pairs();
    var left = Rows.of(embeddings, pairs.left());
    var right = Rows.of(embeddings, pairs.right());
    var similarity = Transfer.to(embeddings.getManager(), pairs.similarity()); // (M)
    var error = distance().between(left, right).neg().add(Scalar.of(1)).sub(similarity);
    return error.square().sum().div(Scalar.of(Math.max(1, pairs.similarity().length)));
  }

  @Override
  public Distance distance() {
    return Distances.COSINE;
  }

  @Override
  public String toString() {
    return "cosine-regression";
  }
}
