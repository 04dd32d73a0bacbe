package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import dev.siamese.distance.Distance;
import dev.siamese.distance.LearnedL1Head;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Scalar;
import dev.siamese.tensor.internal.Tensors;

/**
 * Binary cross-entropy with its head: see {@link BinaryCrossEntropy}.
 *
 * @param head gives P(same); closed with the loss
 * @param classBalanced whether positive and negative pairs have the same total weight
 */
public record BinaryCrossEntropyLoss(LearnedL1Head head, boolean classBalanced) implements Loss {

  /** Both kinds weigh the same. */
  public BinaryCrossEntropyLoss(LearnedL1Head head) {
    this(head, true);
  }

  @Override
  public NDArray compute(NDArray embeddings, BatchLabels labels) {
    EmbeddingBatch.validate(embeddings, labels);
    return labels.hasClasses() ? ofClasses(embeddings, labels) : ofPairs(embeddings, labels);
  }

  /** All logits at once, (N, N), of which each pair has two that are equal. */
  private NDArray ofClasses(NDArray embeddings, BatchLabels labels) {
    var manager = embeddings.getManager();
    double same = labels.positivePairs().size();
    double different = (double) labels.size() * (labels.size() - 1) - same;
    var shares = pairWeights(same, different);
    var logits = head.logits(embeddings, embeddings);
    return Activation.softPlus(logits.neg())
        .mul(labels.positiveMask(manager))
        .mul(Scalar.temporary(shares[0]))
        .add(
            Activation.softPlus(logits)
                .mul(labels.negativeMask(manager))
                .mul(Scalar.temporary(shares[1])))
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

  /** How much the term of "same" and the term of "different" count for each pair; together 1. */
  private float[][] weights(float[] similarity) {
    double same = 0;
    for (float s : similarity) {
      same += s;
    }
    var shares = pairWeights(same, similarity.length - same);
    var weights = new float[2][similarity.length];
    for (int i = 0; i < similarity.length; i++) {
      weights[0][i] = similarity[i] * shares[0];
      weights[1][i] = (1 - similarity[i]) * shares[1];
    }
    return weights;
  }

  /** What one pair of each kind counts for, there being so many of both. */
  private float[] pairWeights(double same, double different) {
    if (classBalanced && same > 0 && different > 0) {
      return new float[] {(float) (1 / (2 * same)), (float) (1 / (2 * different))};
    }
    float share = (float) (1 / Math.max(1, same + different));
    return new float[] {share, share};
  }

  /** The head, still learning. */
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
