package dev.siamese.sampling;

import dev.siamese.data.Dataset;
import dev.siamese.engine.Seed;
import java.util.List;
import java.util.stream.IntStream;

/**
 * P×K batches: K samples of each of P classes, so that every batch holds positives and negatives
 * for every anchor (Hermans, Beyer and Leibe 2017). Within an epoch each class comes up once.
 */
public final class ClassBatches implements Sampler {

  private final List<int[]> rowsOfClass;
  private final int classes;
  private final int samples;
  private final Seed seed;

  /**
   * Prepares the draws.
   *
   * @param classes P, the number of classes in a batch
   * @param samples K, the number of samples of each
   * @throws IllegalArgumentException if the data has fewer than P classes or a class fewer than K
   *     samples
   */
  public ClassBatches(Dataset data, int classes, int samples, Seed seed) {
    rowsOfClass = ClassRows.of(data);
    if (classes < 2 || classes > rowsOfClass.size()) {
      throw new IllegalArgumentException(
          "P = %d classes per batch, but the data has %d: P must be from 2 to that number"
              .formatted(classes, rowsOfClass.size()));
    }
    if (samples < 2) {
      throw new IllegalArgumentException(
          "K = " + samples + " samples per class: without a second sample there is no positive");
    }
    for (int label = 0; label < rowsOfClass.size(); label++) {
      if (rowsOfClass.get(label).length < samples) {
        throw new IllegalArgumentException(
            "class %d (%s) has %d samples; K = %d needs at least %d: lower K or drop the class"
                .formatted(
                    label,
                    data.classes().get(label),
                    rowsOfClass.get(label).length,
                    samples,
                    samples));
      }
    }
    this.classes = classes;
    this.samples = samples;
    this.seed = seed;
  }

  @Override
  public int stepsPerEpoch() {
    return rowsOfClass.size() / classes;
  }

  @Override
  public int[] batch(long step) {
    var order = seed.derive(step / stepsPerEpoch()).permutation(rowsOfClass.size());
    int first = (int) (step % stepsPerEpoch()) * classes;
    var draws = seed.derive("samples").derive(step);
    return IntStream.range(first, first + classes)
        .map(position -> order[position])
        .flatMap(label -> drawn(rowsOfClass.get(label), draws.derive(label)))
        .toArray();
  }

  private IntStream drawn(int[] rows, Seed draw) {
    var order = draw.permutation(rows.length);
    return IntStream.range(0, samples).map(k -> rows[order[k]]);
  }
}
