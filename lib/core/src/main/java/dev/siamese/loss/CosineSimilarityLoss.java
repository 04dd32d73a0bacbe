package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.internal.Scalar;
import dev.siamese.tensor.internal.Tensors;

/**
 * Regression of the cosine similarity of pairs (Reimers and Gurevych 2019; sentence-transformers'
 * CosineSimilarityLoss).
 *
 * <p>mean of (cos(a, b) − similarity)² over the pairs of the batch, similarity being from 0 to 1.
 *
 * <p>Use it for pairs with similarities, such as rated pairs of sentences. With classes, all pairs
 * of rows count, with similarity 1 or 0, and it needs memory for (N, N); with pairs, for (pairs,
 * D).
 */
public record CosineSimilarityLoss() implements Loss {

  @Override
  public NDArray compute(NDArray embeddings, BatchLabels labels) {
    EmbeddingBatch.validate(embeddings, labels);
    return labels.hasClasses() ? ofClasses(embeddings, labels) : ofPairs(embeddings, labels);
  }

  /** With all distances by one matrix product; gathering rows would need (pairs, D) twice. */
  private NDArray ofClasses(NDArray embeddings, BatchLabels labels) {
    var manager = embeddings.getManager();
    var similarity = labels.positiveMask(manager); // (N, N)
    var mask = similarity.add(labels.negativeMask(manager));
    var error =
        distance()
            .allPairs(embeddings, embeddings)
            .neg()
            .add(Scalar.constant(1))
            .sub(similarity)
            .mul(mask);
    long pairs = (long) labels.size() * (labels.size() - 1);
    return error.square().sum().div(Scalar.temporary(manager, Math.max(1, pairs)));
  }

  private NDArray ofPairs(NDArray embeddings, BatchLabels labels) {
    var manager = embeddings.getManager();
    var pairs = labels.pairs();
    var left = Tensors.select(embeddings, pairs.left());
    var right = Tensors.select(embeddings, pairs.right());
    var similarity = Tensors.create(manager, pairs.similarity()); // (M)
    var error = distance().paired(left, right).neg().add(Scalar.constant(1)).sub(similarity);
    return error
        .square()
        .sum()
        .div(Scalar.temporary(manager, Math.max(1, pairs.similarity().length)));
  }

  @Override
  public Distance distance() {
    return Distances.COSINE;
  }

  @Override
  public String toString() {
    return FAMILY.print(this);
  }
}
