package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import dev.siamese.distance.Distance;
import dev.siamese.encoder.Weights;
import dev.siamese.engine.Transfer;
import dev.siamese.sampling.Labels;
import java.util.List;

/**
 * Binary cross-entropy on a learned head (Koch, Zemel and Salakhutdinov 2015): verification as a
 * question of probability, "are these two the same?".
 *
 * <p>mean over the pairs of the batch of −s log P(same) − (1 − s) log(1 − P(same)), s being 1 for
 * the same, 0 for different, or a grade between. Needs no classes: pairs will do.
 *
 * <p>Use it where a probability is wanted, or dimensions are of unequal worth. It needs memory for
 * (pairs, D) numbers, and with classes every two rows are a pair.
 *
 * @param head gives P(same); belongs to whoever made it
 * @param balanced whether same and different pairs weigh the same on the whole, as if there were as
 *     many of each; otherwise P(same) learns how rare same pairs are in a batch
 */
public record BinaryCrossEntropy(LearnedHead head, boolean balanced) implements Loss {

  /** Both kinds weigh the same. */
  public BinaryCrossEntropy(LearnedHead head) {
    this(head, true);
  }

  @Override
  public NDArray of(NDArray embeddings, Labels labels) {
    Rows.check(embeddings, labels);
    var manager = embeddings.getManager();
    var pairs = labels.pairs();
    int count = pairs.similarity().length;
    var left = Rows.of(embeddings, pairs.left()).expandDims(1); // (M, 1, D)
    var right = Rows.of(embeddings, pairs.right()).expandDims(1);
    var logits = head.logits(left, right).reshape(count); // (M)
    var weights = weights(pairs.similarity());
    return Activation.softPlus(logits.neg())
        .mul(Transfer.to(manager, weights[0]))
        .add(Activation.softPlus(logits).mul(Transfer.to(manager, weights[1])))
        .sum();
  }

  /** How much the term of "same" and the term of "different" count for each pair; together 1. */
  private float[][] weights(float[] similarity) {
    double same = 0;
    for (float s : similarity) {
      same += s;
    }
    double different = similarity.length - same;
    boolean both = balanced && same > 0 && different > 0;
    var weights = new float[2][similarity.length];
    for (int i = 0; i < similarity.length; i++) {
      double s = similarity[i];
      weights[0][i] = (float) (s / (both ? 2 * same : similarity.length));
      weights[1][i] = (float) ((1 - s) / (both ? 2 * different : similarity.length));
    }
    return weights;
  }

  /** The head, still learning. */
  @Override
  public Distance distance() {
    return head;
  }

  @Override
  public List<Weights> weights() {
    return List.of(head.weights());
  }

  @Override
  public String toString() {
    return "binary-cross-entropy" + (balanced ? "" : "(balanced=false)");
  }
}
