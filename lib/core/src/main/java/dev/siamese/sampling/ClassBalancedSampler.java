package dev.siamese.sampling;

import dev.siamese.data.Dataset;
import dev.siamese.tensor.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Batches for imbalanced data: every row is drawn by itself, its class with a probability that
 * grows with a power of the class's size, and then one of the class's samples.
 *
 * <p>Power 1 draws as the data is, 0 all classes alike, ½ something between (the square root that
 * Mahajan et al. 2018 use), so that a rare class is seen often enough but not to exhaustion.
 */
public final class ClassBalancedSampler implements Sampler {

  private final int[] labels;
  private final List<int[]> indicesByClass;
  private final double[] cumulativeWeights;
  private final int batchSize;
  private final Seed seed;

  /**
   * Prepares the draws.
   *
   * @param batchSize rows in a batch
   * @param power of the class size, from 0 to 1
   */
  public ClassBalancedSampler(Dataset data, int batchSize, double power, Seed seed) {
    if (batchSize < 2) {
      throw new IllegalArgumentException("a batch needs at least 2 rows: " + batchSize);
    }
    if (!(power >= 0 && power <= 1)) {
      throw new IllegalArgumentException(
          "the power must be from 0, all classes alike, to 1, as the data is: " + power);
    }
    this.batchSize = batchSize;
    this.seed = seed;
    indicesByClass = IndicesByClass.of(data).stream().filter(mine -> mine.length > 0).toList();
    cumulativeWeights =
        indicesByClass.stream().mapToDouble(mine -> Math.pow(mine.length, power)).toArray();
    Arrays.parallelPrefix(cumulativeWeights, Double::sum);
    labels = data.labels();
  }

  /** As many steps as draw the number of rows that the data has. */
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
                  double point =
                      random.nextDouble() * cumulativeWeights[cumulativeWeights.length - 1];
                  int found = Arrays.binarySearch(cumulativeWeights, point);
                  var mine = indicesByClass.get(found < 0 ? -found - 1 : found + 1);
                  return mine[random.nextInt(mine.length)];
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
