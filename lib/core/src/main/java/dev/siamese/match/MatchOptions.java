package dev.siamese.match;

import dev.siamese.data.Records;

/**
 * Which pairs are compared, and where progress is reported.
 *
 * @param leftSize the number of records of the first of two collections, which come first; only
 *     pairs of a record of the first and one of the second are compared. 0 if all pairs are
 * @param oneToOne whether each record is in one match at most, the highest scores chosen first; for
 *     two collections only
 * @param progress receives the progress
 */
public record MatchOptions(int leftSize, boolean oneToOne, Progress progress) {

  /** Receives the progress of long work, from several threads. */
  @FunctionalInterface
  public interface Progress {

    /**
     * A step has advanced by a percent or more, or is done.
     *
     * @param step such as {@code "scoring pairs"}
     * @param done the number of records or pairs that are done
     * @param total the number of all
     */
    void update(String step, int done, int total);
  }

  /**
   * Checks the options.
   *
   * @param leftSize at least 0
   * @param oneToOne for two collections only
   * @param progress receives the progress
   * @throws IllegalArgumentException if they are invalid
   */
  public MatchOptions {
    if (leftSize < 0 || oneToOne && leftSize == 0) {
      throw new IllegalArgumentException(
          "leftSize = %d, oneToOne = %s: leftSize must be at least 0, and above it for one-to-one"
              .formatted(leftSize, oneToOne));
    }
  }

  /** All pairs of one collection; progress is not reported. */
  public MatchOptions() {
    this(0, false, (step, done, total) -> {});
  }

  /**
   * {@return options to link two collections}
   *
   * @param left the first collection
   */
  public static MatchOptions linking(Records left) {
    return new MatchOptions(left.size(), false, new MatchOptions().progress);
  }
}
