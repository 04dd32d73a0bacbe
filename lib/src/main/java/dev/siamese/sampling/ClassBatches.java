package dev.siamese.sampling;

import dev.siamese.data.Dataset;
import dev.siamese.engine.Seed;
import java.util.List;

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
  public Batch batch(long step) {
    var order = seed.derive(step / stepsPerEpoch()).permutation(rowsOfClass.size());
    int first = (int) (step % stepsPerEpoch()) * classes;
    var draws = seed.derive("samples").derive(step);
    var rows = new int[classes * samples];
    var labels = new int[rows.length];
    for (int i = 0; i < rows.length; i += samples) {
      int label = order[first + i / samples];
      var mine = rowsOfClass.get(label);
      var drawn = draws.derive(label).permutation(mine.length);
      for (int k = 0; k < samples; k++) {
        rows[i + k] = mine[drawn[k]];
        labels[i + k] = label;
      }
    }
    return new Batch(rows, Labels.of(labels));
  }
}
