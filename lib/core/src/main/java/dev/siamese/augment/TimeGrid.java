package dev.siamese.augment;

/** Time as a fraction of a signal's length. */
final class TimeGrid {

  private TimeGrid() {}

  /** One value per time step, from 0 at the first to 1 at the last. */
  static float[] of(int steps) {
    var time = new float[steps];
    for (int t = 1; t < steps; t++) {
      time[t] = (float) t / (steps - 1);
    }
    return time;
  }
}
