package dev.siamese.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The control points of a signature, in heights of a small letter, x to the right and y up from the
 * baseline.
 *
 * @param strokes from pen down to pen up
 */
record SignatureTemplate(List<List<ControlPoint>> strokes) {

  /**
   * A control point.
   *
   * @param part index of its letter or flourish
   * @param pressure relative difference from the pressure that the stroke's direction implies
   */
  record ControlPoint(double x, double y, int part, double pressure) {}

  /** Joined small letters: x and y alternate, from left to right. */
  private static final double[][] LETTERS = {
    {
      0.10, 0.35, 0.50, 0.50, 0.62, 0.85, 0.35, 1.00, 0.12, 0.60, 0.25, 0.10, 0.60, 0.00, 0.85, 0.25
    },
    {
      0.20, 0.50, 0.55, 1.60, 0.50, 2.25, 0.28, 2.15, 0.20, 1.00, 0.25, 0.15, 0.50, 0.00, 0.75, 0.25
    },
    {0.15, 0.50, 0.35, 1.00, 0.35, 0.40, 0.50, 0.00, 0.75, 0.30},
    {
      0.10, 0.60, 0.25, 0.95, 0.28, 0.05, 0.40, 0.70, 0.60, 0.98, 0.75, 0.70, 0.78, 0.10, 0.95, 0.10
    },
    {
      0.55, 0.90, 0.30, 1.00, 0.08, 0.50, 0.30, 0.00, 0.60, 0.40, 0.65, 0.95, 0.65, 0.20, 0.88, 0.10
    },
    {
      0.20, 0.80, 0.30, 0.20, 0.50, 0.10, 0.65, 0.90, 0.60, -0.30, 0.45, -1.15, 0.22, -1.0, 0.40,
      -0.30, 0.85, 0.20
    },
    {0.10, 0.20, 0.45, 1.00, 0.55, 0.50, 0.40, 0.00, 0.15, 0.10, 0.50, 0.10, 0.80, 0.25},
    {0.10, 0.30, 0.30, 0.80, 0.45, 0.15, 0.65, 0.80, 0.80, 0.15, 1.00, 0.40},
    {0.10, 0.40, 0.40, 1.70, 0.38, 0.20, 0.55, 0.00, 0.80, 0.30},
    {
      0.15, 0.50, 0.50, 1.90, 0.30, 2.00, 0.28, 0.30, 0.25, -1.10, 0.45, -0.90, 0.40, 0.00, 0.85,
      0.30
    },
  };

  /** A random signature. */
  static SignatureTemplate generate(RandomGenerator random) {
    var strokes = new ArrayList<List<ControlPoint>>();
    var letters = new ArrayList<double[]>();
    for (var letter : LETTERS) {
      letters.add(personal(letter, random));
    }
    double spacing = random.nextDouble(0.8, 1.3);
    double decay = random.nextDouble(0.35, 1); // height of the last letter, relative to the first
    int count = 4 + random.nextInt(5);
    int part = 0;
    var line = new ArrayList<>(swirl(part++, 0.7, 1.1, random.nextDouble(0.6, 1), 1.3, random));
    double x = 1.5;
    if (random.nextDouble() < 0.5) { // the capital is a separate stroke
      strokes.add(line);
      line = new ArrayList<>();
    }
    for (int i = 0; i < count; i++) {
      if (line.size() > 12 && random.nextDouble() < 0.15) {
        strokes.add(line);
        line = new ArrayList<>();
        x += 0.3;
      }
      var letter = letters.get(random.nextInt(letters.size()));
      double height = 1 + (decay - 1) * (i + 1) / count;
      double emphasis = 0.3 * random.nextGaussian();
      for (int k = 0; k < letter.length; k += 2) {
        line.add(
            new ControlPoint(
                x + spacing * letter[k],
                height * letter[k + 1],
                part,
                emphasis + 0.15 * random.nextGaussian()));
      }
      x += spacing * letter[letter.length - 2] + 0.05;
      part++;
    }
    double end = random.nextDouble();
    if (end < 0.35) { // the last letter ends in a sweep
      sweep(part, x, random).forEach(line::add);
    }
    strokes.add(line);
    if (end >= 0.25 && end < 0.75) {
      strokes.add(underline(part + 1, x, random));
    } else if (end >= 0.75 && end < 0.9) {
      strokes.add(swirl(part + 1, x - 0.8, 0.2, random.nextDouble(0.7, 1.2), 0.9, random));
    }
    int marks = random.nextInt(3); // bars and dots above the letters
    for (int i = 0; i < marks; i++) {
      strokes.add(mark(part + 2 + i, random.nextDouble(1.6, x), random));
    }
    return new SignatureTemplate(strokes);
  }

  private static double[] personal(double[] letter, RandomGenerator random) {
    var own = letter.clone();
    double width = Math.exp(0.15 * random.nextGaussian());
    double height = Math.exp(0.12 * random.nextGaussian());
    for (int k = 0; k < own.length; k += 2) {
      own[k] = width * own[k] + 0.07 * random.nextGaussian();
      own[k + 1] = height * own[k + 1] + 0.09 * random.nextGaussian();
    }
    return own;
  }

  /** A capital or a flourish: a Lissajous-like curve with two frequencies per axis. */
  private static List<ControlPoint> swirl(
      int part, double x, double y, double width, double height, RandomGenerator random) {
    double turns = random.nextDouble(0.9, 1.8);
    double[] phase = random.doubles(4, 0, 2 * Math.PI).toArray();
    double[] swing = random.doubles(4, 0.35, 1).toArray();
    double emphasis = 0.2 * random.nextGaussian();
    int points = (int) Math.round(7 * turns);
    return IntStream.rangeClosed(0, points)
        .mapToObj(
            i -> {
              double t = 2 * Math.PI * turns * i / points;
              double across =
                  swing[0] * Math.cos(t + phase[0]) + 0.6 * swing[1] * Math.cos(2 * t + phase[1]);
              double up =
                  swing[2] * Math.sin(t + phase[2]) + 0.6 * swing[3] * Math.sin(2 * t + phase[3]);
              return new ControlPoint(x + width * across, y + height * up, part, emphasis);
            })
        .toList();
  }

  private static List<ControlPoint> sweep(int part, double x, RandomGenerator random) {
    double length = random.nextDouble(0.6, 2);
    double rise = random.nextDouble(-0.6, 1.2);
    return List.of(
        new ControlPoint(x + 0.4 * length, 0.3 * rise + 0.1, part, -0.1),
        new ControlPoint(x + length, rise, part, -0.3));
  }

  private static List<ControlPoint> underline(int part, double x, RandomGenerator random) {
    double depth = random.nextDouble(-1.6, -0.5);
    double from = random.nextDouble(0.55, 1.05) * x;
    double to = random.nextDouble(0, 0.5) * x;
    var line = new ArrayList<ControlPoint>();
    line.add(new ControlPoint(from, depth + 0.3 + 0.2 * random.nextGaussian(), part, 0));
    line.add(new ControlPoint((from + to) / 2, depth + 0.25 * random.nextGaussian(), part, 0));
    line.add(new ControlPoint(to, depth + 0.2 * random.nextGaussian(), part, 0.1));
    if (random.nextDouble() < 0.6) { // and a return stroke
      line.add(new ControlPoint(to + 0.2, depth - random.nextDouble(0.2, 0.5), part, 0));
      line.add(
          new ControlPoint(
              random.nextDouble(0.6, 1.1) * x, depth + random.nextDouble(-0.3, 0.2), part, -0.2));
    }
    return line;
  }

  private static List<ControlPoint> mark(int part, double x, RandomGenerator random) {
    double length = random.nextDouble(0.08, 0.9);
    double y = random.nextDouble(1.4, 2.1);
    double rise = random.nextDouble(-0.1, 0.25);
    return List.of(
        new ControlPoint(x, y, part, 0),
        new ControlPoint(x + length / 2, y + rise, part, 0),
        new ControlPoint(x + length, y + rise, part, 0));
  }

  /** The number of letters and flourishes. */
  int partCount() {
    return 1
        + strokes.stream().flatMap(List::stream).mapToInt(ControlPoint::part).max().orElseThrow();
  }

  /**
   * A forger's copy: every letter is scaled, every point displaced, and half of the pressure
   * replaced by noise.
   *
   * @param mistakes size of the differences; 1 for a first copy
   */
  SignatureTemplate distorted(double mistakes, RandomGenerator random) {
    int parts = partCount();
    var scaleX = random.doubles(parts, -1, 1).map(s -> Math.exp(0.42 * mistakes * s)).toArray();
    var scaleY = random.doubles(parts, -1, 1).map(s -> Math.exp(0.42 * mistakes * s)).toArray();
    var centre = new double[parts];
    var count = new int[parts];
    for (var stroke : strokes) {
      for (var node : stroke) {
        centre[node.part] += node.x;
        count[node.part]++;
      }
    }
    return new SignatureTemplate(
        strokes.stream()
            .map(
                stroke ->
                    stroke.stream()
                        .map(
                            node -> {
                              double middle = centre[node.part] / count[node.part];
                              return new ControlPoint(
                                  middle
                                      + scaleX[node.part] * (node.x - middle)
                                      + 0.14 * mistakes * random.nextGaussian(),
                                  scaleY[node.part] * node.y
                                      + 0.14 * mistakes * random.nextGaussian(),
                                  node.part,
                                  (1 - 0.5 * mistakes) * node.pressure
                                      + 0.25 * mistakes * random.nextGaussian());
                            })
                        .toList())
            .toList());
  }
}
