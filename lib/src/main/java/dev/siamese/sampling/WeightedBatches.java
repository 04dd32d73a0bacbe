package dev.siamese.sampling;

import dev.siamese.data.Dataset;
import dev.siamese.engine.Seed;
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
public final class WeightedBatches implements Sampler {

  private final int[] labels;
  private final List<int[]> rowsOfClass;
  private final double[] upTo;
  private final int batchSize;
  private final Seed seed;

  /**
   * Prepares the draws.
   *
   * @param batchSize rows in a batch
   * @param power of the class size, from 0 to 1
   */
  public WeightedBatches(Dataset data, int batchSize, double power, Seed seed) {
    if (batchSize < 2) {
      throw new IllegalArgumentException("a batch needs at least 2 rows: " + batchSize);
    }
    if (!(power >= 0 && power <= 1)) {
      throw new IllegalArgumentException(
          "the power must be from 0, all classes alike, to 1, as the data is: " + power);
    }
    this.batchSize = batchSize;
    this.seed = seed;
    rowsOfClass = ClassRows.of(data).stream().filter(mine -> mine.length > 0).toList();
    upTo = rowsOfClass.stream().mapToDouble(mine -> Math.pow(mine.length, power)).toArray();
    Arrays.parallelPrefix(upTo, Double::sum);
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
                  double point = random.nextDouble() * upTo[upTo.length - 1];
                  int found = Arrays.binarySearch(upTo, point);
                  var mine = rowsOfClass.get(found < 0 ? -found - 1 : found + 1);
                  return mine[random.nextInt(mine.length)];
                })
            .toArray();
    return new Batch(drawn, Labels.of(Arrays.stream(drawn).map(row -> labels[row]).toArray()));
  }
}
