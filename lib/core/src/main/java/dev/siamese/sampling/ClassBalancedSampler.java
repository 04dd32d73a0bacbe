package dev.siamese.sampling;

import dev.siamese.data.Dataset;
import dev.siamese.tensor.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Batches for imbalanced data; see {@link Sampler#classBalanced}. */
final class ClassBalancedSampler implements Sampler {

  private final int[] labels;
  private final List<int[]> indicesByClass;
  private final double[] cumulativeWeights;
  private final int batchSize;
  private final Seed seed;

  ClassBalancedSampler(Dataset data, int batchSize, double exponent, Seed seed) {
    if (batchSize < 2) {
      throw new IllegalArgumentException("batchSize must be at least 2, not " + batchSize);
    }
    if (!(exponent >= 0 && exponent <= 1)) {
      throw new IllegalArgumentException(
          "exponent must be from 0 (balanced) to 1 (natural frequencies), not " + exponent);
    }
    this.batchSize = batchSize;
    this.seed = seed;
    indicesByClass =
        IndicesByClass.of(data).stream().filter(indices -> indices.length > 0).toList();
    cumulativeWeights =
        indicesByClass.stream()
            .mapToDouble(indices -> Math.pow(indices.length, exponent))
            .toArray();
    Arrays.parallelPrefix(cumulativeWeights, Double::sum);
    labels = data.labels();
  }

  /** The number of steps that draw as many rows as the data has. */
  @Override
  public int stepsPerEpoch() {
    return Math.max(1, labels.length / batchSize);
  }

  @Override
  public Batch batch(long step) {
    var random = seed.derive(step).generator();
    var drawn =
        IntStream.range(0, batchSize)
            .map(
                i -> {
                  double target =
                      random.nextDouble() * cumulativeWeights[cumulativeWeights.length - 1];
                  int found = Arrays.binarySearch(cumulativeWeights, target);
                  var ofClass = indicesByClass.get(found < 0 ? -found - 1 : found + 1);
                  return ofClass[random.nextInt(ofClass.length)];
                })
            .toArray();
    return new Batch(drawn, BatchLabels.of(Arrays.stream(drawn).map(row -> labels[row]).toArray()));
  }

  @Override
  public String toString() {
    return "ClassBalancedSampler(batchSize=%d, cumulativeWeights=%s, %s)"
        .formatted(batchSize, Arrays.toString(cumulativeWeights), seed);
  }
}
