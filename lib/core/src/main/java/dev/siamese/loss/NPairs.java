package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Scalar;
import dev.siamese.tensor.internal.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/**
 * N-pairs loss (Sohn 2016): one pair of each class, the positive to be picked out among the
 * positives of all other classes by inner product.
 *
 * <p>mean over pairs i of log(1 + Σ over j ≠ i of exp(aᵢ·pⱼ − aᵢ·pᵢ)), a pair being the first two
 * rows of a class in the batch. Classes with one row are left out; further rows are not looked at,
 * so draw P×2 batches. Needs classes.
 *
 * <p>Use it with very many classes. The lengths of the embeddings are part of the inner product and
 * must be kept in bounds, as in {@code new NPairs().plus(new EmbeddingNorm(2), 0.02)}.
 *
 * <p>The numbers are those of pytorch-metric-learning's NPairsLoss, told not to normalise.
 */
public record NPairs() implements Loss {

  @Override
  public NDArray compute(NDArray embeddings, BatchLabels labels) {
    EmbeddingBatch.validate(embeddings, labels);
    var pairs = pairs(labels.classes());
    var anchors = Tensors.select(embeddings, pairs[0]);
    var positives = Tensors.select(embeddings, pairs[1]);
    var shares = anchors.matMul(positives.transpose()).logSoftmax(1); // (P, P)
    var own = embeddings.getManager().eye(pairs[0].length);
    return shares.mul(own).sum().div(Scalar.temporary(-Math.max(1, pairs[0].length)));
  }

  private static int[][] pairs(int[] classes) {
    var firstOfClass = new LinkedHashMap<Integer, Integer>();
    var anchors = new ArrayList<Integer>();
    var positives = new ArrayList<Integer>();
    for (int row = 0; row < classes.length; row++) {
      var first = firstOfClass.putIfAbsent(classes[row], row);
      if (first != null && !anchors.contains(first)) {
        anchors.add(first);
        positives.add(row);
      }
    }
    return new int[][] {
      anchors.stream().mapToInt(row -> row).toArray(),
      positives.stream().mapToInt(row -> row).toArray()
    };
  }

  /** Cosine: what is left of the inner product when lengths do not count. */
  @Override
  public Distance distance() {
    return Distances.COSINE;
  }

  @Override
  public String toString() {
    return Losses.FAMILY.print(this);
  }
}
