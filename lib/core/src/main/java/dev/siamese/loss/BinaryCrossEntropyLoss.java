package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import dev.siamese.distance.Distance;
import dev.siamese.distance.LearnedL1Distance;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.internal.Scalar;
import dev.siamese.tensor.internal.Tensors;

/**
 * Binary cross-entropy with its head: see {@link BinaryCrossEntropy}.
 *
 * @param head gives P(same); closed with the loss
 * @param classBalanced whether positive and negative pairs have the same total weight
 */
record BinaryCrossEntropyLoss(LearnedL1Distance.Head head, boolean classBalanced) implements Loss {

  @Override
  public NDArray compute(NDArray embeddings, BatchLabels labels) {
    EmbeddingBatch.validate(embeddings, labels);
    return labels.hasClasses() ? ofClasses(embeddings, labels) : ofPairs(embeddings, labels);
  }

  /** With all logits at once, (N, N); both logits of a pair are equal. */
  private NDArray ofClasses(NDArray embeddings, BatchLabels labels) {
    var manager = embeddings.getManager();
    double positives = labels.positivePairs().size();
    double negatives = (double) labels.size() * (labels.size() - 1) - positives;
    var weights = pairWeights(positives, negatives);
    var logits = head.logits(embeddings, embeddings);
    return Activation.softPlus(logits.neg())
        .mul(labels.positiveMask(manager))
        .mul(Scalar.temporary(manager, weights[0]))
        .add(
            Activation.softPlus(logits)
                .mul(labels.negativeMask(manager))
                .mul(Scalar.temporary(manager, weights[1])))
        .sum();
  }

  private NDArray ofPairs(NDArray embeddings, BatchLabels labels) {
    var manager = embeddings.getManager();
    var pairs = labels.pairs();
    int count = pairs.similarity().length;
    var left = Tensors.select(embeddings, pairs.left()).expandDims(1); // (M, 1, D)
    var right = Tensors.select(embeddings, pairs.right()).expandDims(1);
    var logits = head.logits(left, right).reshape(count); // (M)
    var weights = weights(pairs.similarity());
    return Activation.softPlus(logits.neg())
        .mul(Tensors.create(manager, weights[0]))
        .add(Activation.softPlus(logits).mul(Tensors.create(manager, weights[1])))
        .sum();
  }

  /** The weights of both terms of every pair; all weights sum to 1. */
  private float[][] weights(float[] similarity) {
    double positives = 0;
    for (float s : similarity) {
      positives += s;
    }
    var ofPair = pairWeights(positives, similarity.length - positives);
    var weights = new float[2][similarity.length];
    for (int i = 0; i < similarity.length; i++) {
      weights[0][i] = similarity[i] * ofPair[0];
      weights[1][i] = (1 - similarity[i]) * ofPair[1];
    }
    return weights;
  }

  /** The weight of one positive and of one negative pair. */
  private float[] pairWeights(double positives, double negatives) {
    if (classBalanced && positives > 0 && negatives > 0) {
      return new float[] {(float) (1 / (2 * positives)), (float) (1 / (2 * negatives))};
    }
    float weight = (float) (1 / Math.max(1, positives + negatives));
    return new float[] {weight, weight};
  }

  /** The head, with its trainable weights. */
  @Override
  public Distance distance() {
    return head;
  }

  @Override
  public void close() {
    head.close();
  }

  @Override
  public String toString() {
    return new BinaryCrossEntropy(classBalanced).toString();
  }
}
