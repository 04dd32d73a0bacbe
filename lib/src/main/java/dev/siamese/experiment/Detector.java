package dev.siamese.experiment;

import dev.siamese.data.TableRows;
import dev.siamese.engine.Seed;

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
  float[] scores(TableRows known, TableRows asked, Seed seed);
}
