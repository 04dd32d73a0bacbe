package bench;

/** Measures throughput in rounds. */
final class Stopwatch {

  private Stopwatch() {}

  /**
   * Items per second in each round.
   *
   * @param items number of items that one round processes
   */
  static double[] perSecond(int rounds, int items, Runnable round) {
    var speeds = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      round.run();
      speeds[i] = items / ((System.nanoTime() - start) * 1e-9);
    }
    return speeds;
  }
}
