package dev.siamese.study;

import dev.siamese.data.TabularDataset;
import dev.siamese.metrics.DetectionMetrics;
import dev.siamese.task.FraudTask;
import dev.siamese.tensor.Seed;

/**
 * A method of detecting a rare class: it trains on labelled samples and scores others. Its {@code
 * toString} is its name in tables and charts.
 */
public interface Detector {

  /**
   * Trains and scores.
   *
   * @param train the training samples; the classes to detect are in the group {@code fraud}
   * @param queries the samples to score; their classes are not used
   * @param seed of all randomness
   * @return one score for each query; higher means more likely to be of a class to detect
   */
  float[] scores(TabularDataset train, TabularDataset queries, Seed seed);

  /**
   * Trains on the earlier period and evaluates the scores of the later one.
   *
   * @param split the earlier, labelled period and the later one
   * @param labelsPerClass the number of frauds of each type in the training samples
   * @param seed of the choice of these frauds, and of the detector
   * @return the metrics on the later period
   */
  default DetectionMetrics evaluate(FraudTask.TemporalSplit split, int labelsPerClass, Seed seed) {
    var train = split.trainSubset(labelsPerClass, seed.derive("known"));
    return new DetectionMetrics(
        scores(train, split.test(), seed.derive("detector")), FraudTask.fraudMask(split.test()));
  }
}
