package dev.siamese.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import dev.siamese.data.Dataset;
import dev.siamese.distance.Distance;
import dev.siamese.engine.Transfer;

/**
 * Samples of many other classes, beside which a pair is looked at: how near is the one to the
 * other, compared with how near either is to what it certainly is not? Plain shapes are near to
 * many, and elaborate ones to none, so that no one threshold suits both; from the pair's distance
 * the mean is taken of how far its two samples are from their nearest of the cohort.
 *
 * <p>Speaker verification normalises its scores in this way (Auckenthaler, Carey and Lloyd-Thomas
 * 2000), and translation its neighbours (CSLS, Conneau et al. 2018).
 *
 * @param embeddings (N, D) of the cohort, finite; must stay open
 * @param distance between embeddings
 * @param nearest of how many of them the mean is taken
 */
public record Cohort(NDArray embeddings, Distance distance, int nearest) {

  public Cohort {
    long size = embeddings.getShape().get(0);
    if (nearest < 1 || nearest > size) {
      throw new IllegalArgumentException(
          "the nearest %d of a cohort of %d: ask for 1 to %d".formatted(nearest, size, size));
    }
  }

  /**
   * The mean distance of each sample to its nearest of the cohort.
   *
   * @param samples (M, D)
   * @return (M)
   */
  public float[] remoteness(NDArray samples) {
    int count = (int) samples.getShape().get(0);
    int block = Math.max(1, Pairs.BLOCK / (int) embeddings.getShape().get(0));
    var means = new float[count];
    for (int from = 0; from < count; from += block) {
      int to = Math.min(count, from + block);
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        var some = samples.get(from + ":" + to).stopGradient();
        var distances = distance.pairwise(some, embeddings); // (to − from, N)
        var near = distances.topK(nearest, 1, false, false).head(); // (to − from, nearest)
        System.arraycopy(Transfer.floats(near.mean(new int[] {1})), 0, means, from, to - from);
      }
    }
    return means;
  }

  /**
   * All pairs within each group of a data set, as {@link Pairs#withinGroups} measures them, beside
   * the cohort: what is nearer than the cohort is below 0.
   *
   * @param samples (M, D), in the order of the data's rows
   * @throws IllegalArgumentException as that does
   */
  public PairDistances withinGroups(NDArray samples, Dataset data) {
    return Pairs.withinGroups(samples, data, distance, remoteness(samples));
  }
}
