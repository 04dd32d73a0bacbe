package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.internal.Scalar;
import dev.siamese.tensor.internal.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/**
 * N-pairs loss (Sohn 2016): cross-entropy of identifying the positive, by inner product, among the
 * positives of all classes, with one pair per class.
 *
 * <p>mean over pairs i of log(1 + Σ over j ≠ i of exp(aᵢ·pⱼ − aᵢ·pᵢ)), a pair being the first two
 * rows of a class in the batch. Classes with one row and further rows of a class are ignored, so
 * use P×2 batches. Needs classes.
 *
 * <p>Use it with very many classes. The inner product depends on the norms of the embeddings, which
 * must be kept bounded: {@code new NPairs().plus(new NormPenalty(2), 0.02)}.
 *
 * <p>Equals pytorch-metric-learning's NPairsLoss without normalisation.
 */
public record NPairs() implements Loss {

  @Override
  public NDArray compute(NDArray embeddings, BatchLabels labels) {
    EmbeddingBatch.validate(embeddings, labels);
    var pairs = pairs(labels.classes());
    var anchors = Tensors.select(embeddings, pairs[0]);
    var positives = Tensors.select(embeddings, pairs[1]);
    var logProbabilities = anchors.matMul(positives.transpose()).logSoftmax(1); // (P, P)
    var manager = embeddings.getManager();
    var diagonal = manager.eye(pairs[0].length);
    return logProbabilities
        .mul(diagonal)
        .sum()
        .div(Scalar.temporary(manager, -Math.max(1, pairs[0].length)));
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

  /** Cosine distance, which orders L2-normalised embeddings as the inner product does. */
  @Override
  public Distance distance() {
    return Distances.COSINE;
  }

  @Override
  public String toString() {
    return FAMILY.print(this);
  }
}
