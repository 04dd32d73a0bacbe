package dev.siamese.study;

import dev.siamese.data.TabularDataset;
import dev.siamese.tensor.Seed;

/**
 * A way to find what is rare: it learns from samples of which it is known what they are, and says
 * of others how suspicious they are. What it prints is its name in tables and charts.
 */
public interface Detector {

  /**
   * Learns, and scores.
   *
   * @param known what to learn from; the classes of what is looked for are in the group {@code
   *     fraud}
   * @param asked what to score, whose classes are not looked at
   * @param seed of all chance
   * @return one score for each that was asked about, higher is more suspicious
   */
  float[] scores(TabularDataset known, TabularDataset asked, Seed seed);
}
