package dev.siamese.synthetic;

import java.util.random.RandomGenerator;

/**
 * The style of one writer, independent of the text. Lengths are in heights of a small letter.
 *
 * @param slant of the letters to the right, in degrees
 * @param roundness of the curves between control points; 1 is a Catmull–Rom spline
 * @param width of the stroke
 * @param contrast of the width with and without pressure, from 0 to 1
 * @param pressureDirection direction of the strokes with the highest pressure, in radians
 * @param taper length over which the ends of a stroke become thin
 * @param tremor standard deviation of the stroke from its curve
 */
record WriterStyle(
    double slant,
    double roundness,
    double width,
    double contrast,
    double pressureDirection,
    double taper,
    double tremor) {

  /** A random style. */
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
   * This writer's style when imitating another: a mixture of both, with more tremor.
   *
   * @param habit weight of this writer's own style, from 0 to 1
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

  private static double mix(double other, double own, double habit) {
    return other + habit * (own - other);
  }
}
