package dev.siamese.synthetic;

import java.util.random.RandomGenerator;

/**
 * How one person moves a pen, whatever is written.
 *
 * @param slant of the letters to the right, in degrees
 * @param roundness of the curves between the points that they pass; 1 for a Catmull–Rom spline
 * @param width of the line, in heights of a small letter
 * @param contrast between strokes drawn with and without pressure, from 0 to 1
 * @param pressureDirection the direction of the strokes that are drawn with pressure, in radians
 * @param taper the length over which a line thins out where the pen lands and leaves, in heights of
 *     a small letter
 * @param tremor how far the line strays, in heights of a small letter
 */
record WriterStyle(
    double slant,
    double roundness,
    double width,
    double contrast,
    double pressureDirection,
    double taper,
    double tremor) {

  /** Anybody's. */
  static WriterStyle generate(RandomGenerator random) {
    return new WriterStyle(
        random.nextDouble(-8, 32),
        random.nextDouble(0.75, 1.25),
        random.nextDouble(0.07, 0.13),
        random.nextDouble(0.15, 0.6),
        random.nextDouble(-2.2, -0.9),
        random.nextDouble(0.1, 1),
        random.nextDouble(0.008, 0.04));
  }

  /**
   * The hand of somebody who imitates another: a part of his own habits stays, and care costs
   * fluency.
   *
   * @param habit the part that stays, from 0 to 1
   */
  WriterStyle blendedWith(WriterStyle other, double habit, RandomGenerator random) {
    return new WriterStyle(
        mix(other.slant, slant, habit) + 1.5 * random.nextGaussian(),
        mix(other.roundness, roundness, habit),
        mix(other.width, width, habit),
        mix(other.contrast, contrast, habit),
        mix(other.pressureDirection, pressureDirection, habit),
        mix(other.taper, taper, habit),
        mix(other.tremor, tremor, habit) + random.nextDouble(0, 0.012));
  }

  private static double mix(double theirs, double own, double habit) {
    return theirs + habit * (own - theirs);
  }
}
