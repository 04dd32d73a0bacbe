package dev.siamese.sampling;

import dev.siamese.data.LabeledPairs;
import dev.siamese.tensor.Seed;
import java.util.stream.IntStream;

/**
 * Batches for data that comes as pairs: some of the pairs each time, and all of them in an epoch.
 * What is not a pair of the data is neither same nor different.
 */
public final class PairSampler implements Sampler {

  private final LabeledPairs data;
  private final int pairsPerBatch;
  private final Seed seed;

  /**
   * Prepares the draws.
   *
   * @param pairs in a batch, which has twice as many rows
   * @throws IllegalArgumentException if the data has fewer
   */
  public PairSampler(LabeledPairs data, int pairs, Seed seed) {
    if (pairs < 1 || pairs > data.size()) {
      throw new IllegalArgumentException(
          "%d pairs per batch, but the data has %d: take from 1 to that number"
              .formatted(pairs, data.size()));
    }
    this.data = data;
    this.pairsPerBatch = pairs;
    this.seed = seed;
  }

  @Override
  public int stepsPerEpoch() {
    return data.size() / pairsPerBatch;
  }

  @Override
  public Batch batch(long step) {
    var order = seed.derive(step / stepsPerEpoch()).permutation(data.size());
    int first = (int) (step % stepsPerEpoch()) * pairsPerBatch;
    var chosen = IntStream.range(first, first + pairsPerBatch).map(i -> order[i]).toArray();
    var rows = new int[2 * pairsPerBatch];
    var similarity = new float[pairsPerBatch];
    for (int i = 0; i < pairsPerBatch; i++) {
      rows[i] = data.left()[chosen[i]];
      rows[pairsPerBatch + i] = data.right()[chosen[i]];
      similarity[i] = data.similarity()[chosen[i]];
    }
    var left = IntStream.range(0, pairsPerBatch).toArray();
    var right = IntStream.range(pairsPerBatch, 2 * pairsPerBatch).toArray();
    return new Batch(rows, BatchLabels.ofSimilarities(2 * pairsPerBatch, left, right, similarity));
  }

  @Override
  public String toString() {
    return "PairSampler(pairs=%d, pairsPerBatch=%d, %s)"
        .formatted(data.size(), pairsPerBatch, seed);
  }
}
