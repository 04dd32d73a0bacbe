package bench;

/** Things per second, round by round. */
final class Stopwatch {

  private Stopwatch() {}

  /**
   * Runs a piece of work again and again.
   *
   * @param things how many are done in a round
   */
  static double[] perSecond(int rounds, int things, Runnable round) {
    var speeds = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      round.run();
      speeds[i] = things / ((System.nanoTime() - start) * 1e-9);
    }
    return speeds;
  }
}
