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
 * pairs of a batch count, as 1 or 0, and it needs memory for (N, N) numbers; with pairs, for
 * (pairs, D).
 */
public record CosineRegression() implements Loss {

  @Override
  public NDArray of(NDArray embeddings, Labels labels) {
    Rows.check(embeddings, labels);
    return labels.hasClasses() ? ofClasses(embeddings, labels) : ofPairs(embeddings, labels);
  }

  /** All distances by one matrix product: gathering the rows of all pairs needs (M, D) twice. */
  private NDArray ofClasses(NDArray embeddings, Labels labels) {
    var manager = embeddings.getManager();
    var same = labels.samePairs(manager); // (N, N)
    var all = same.add(labels.differentPairs(manager));
    var error =
        distance().pairwise(embeddings, embeddings).neg().add(Scalar.of(1)).sub(same).mul(all);
    long pairs = (long) labels.size() * (labels.size() - 1);
    return error.square().sum().div(Scalar.passing(Math.max(1, pairs)));
  }

  private NDArray ofPairs(NDArray embeddings, Labels labels) {
    var pairs = labels.pairs();
    var left = Rows.of(embeddings, pairs.left());
    var right = Rows.of(embeddings, pairs.right());
    var similarity = Transfer.to(embeddings.getManager(), pairs.similarity()); // (M)
    var error = distance().between(left, right).neg().add(Scalar.of(1)).sub(similarity);
    return error.square().sum().div(Scalar.passing(Math.max(1, pairs.similarity().length)));
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
