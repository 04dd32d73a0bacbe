package dev.siamese.sampling;

import dev.siamese.data.LabeledPairs;
import dev.siamese.tensor.Seed;
import java.util.stream.IntStream;

/** Batches of labelled pairs; see {@link Sampler#pairs}. */
final class PairSampler implements Sampler {

  private final LabeledPairs data;
  private final int pairsPerBatch;
  private final Seed seed;

  PairSampler(LabeledPairs data, int pairsPerBatch, Seed seed) {
    if (pairsPerBatch < 1 || pairsPerBatch > data.size()) {
      throw new IllegalArgumentException(
          "pairsPerBatch must be from 1 to the number of pairs (%d), not %d"
              .formatted(data.size(), pairsPerBatch));
    }
    this.data = data;
    this.pairsPerBatch = pairsPerBatch;
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
    var indices = new int[2 * pairsPerBatch];
    var similarity = new float[pairsPerBatch];
    for (int i = 0; i < pairsPerBatch; i++) {
      indices[i] = data.left()[chosen[i]];
      indices[pairsPerBatch + i] = data.right()[chosen[i]];
      similarity[i] = data.similarity()[chosen[i]];
    }
    var left = IntStream.range(0, pairsPerBatch).toArray();
    var right = IntStream.range(pairsPerBatch, 2 * pairsPerBatch).toArray();
    return new Batch(
        indices, BatchLabels.ofSimilarities(2 * pairsPerBatch, left, right, similarity));
  }

  @Override
  public String toString() {
    return "PairSampler(pairs=%d, pairsPerBatch=%d, %s)"
        .formatted(data.size(), pairsPerBatch, seed);
  }
}
