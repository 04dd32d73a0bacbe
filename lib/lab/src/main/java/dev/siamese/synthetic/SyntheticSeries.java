package dev.siamese.synthetic;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Sequences;
import dev.siamese.tensor.Seed;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Invented time series, for everything about series that must run without a download. A class is a
 * curve of a few hills and valleys; a sample goes through it now faster, now slower, higher or
 * lower, from another level, and trembles.
 *
 * @param classes how many different curves
 * @param samplesPerClass how many series of each
 * @param length the steps of a series
 */
public record SyntheticSeries(int classes, int samplesPerClass, int length) {

  private static final int BUMPS = 4;

  public SyntheticSeries {
    if (classes < 1 || samplesPerClass < 1 || length < 2) {
      throw new IllegalArgumentException(
          "%d classes × %d samples of %d steps: at least 1, 1 and 2"
              .formatted(classes, samplesPerClass, length));
    }
  }

  /** A hill, or with a negative height a valley. */
  private record Bump(double center, double width, double height) {

    static Bump generate(Seed seed) {
      var random = seed.generator();
      return new Bump(
          random.nextDouble(), 0.04 + 0.08 * random.nextDouble(), random.nextGaussian());
    }

    double at(double time) {
      double distance = (time - center) / width;
      return height * Math.exp(-distance * distance / 2);
    }
  }

  /**
   * Draws all series.
   *
   * @param curves what the classes are like
   * @param draws which samples of them: another seed gives other series of the same classes
   */
  public Sequences generate(Seed curves, Seed draws) {
    var labels =
        IntStream.range(0, classes * samplesPerClass).map(row -> row / samplesPerClass).toArray();
    var series =
        IntStream.range(0, labels.length)
            .mapToObj(
                row -> {
                  var ofClass = curves.derive(labels[row]);
                  var hills =
                      IntStream.range(0, BUMPS).mapToObj(i -> Bump.generate(ofClass.derive(i)));
                  return series(hills.toList(), draws.derive(row));
                })
            .toArray(float[][]::new);
    var names =
        IntStream.rangeClosed(1, classes)
            .mapToObj(i -> new ClassInfo("curve%02d".formatted(i), ""))
            .toList();
    return new Sequences(1, series, labels, names);
  }

  private float[] series(List<Bump> hills, Seed seed) {
    var random = seed.generator();
    double bend = 0.06 * random.nextGaussian();
    double shift = 0.03 * random.nextGaussian();
    double strength = Math.exp(0.3 * random.nextGaussian());
    double level = random.nextGaussian();
    var heights = hills.stream().mapToDouble(hill -> Math.exp(0.2 * random.nextGaussian()));
    var factors = heights.toArray();
    var values = new float[length];
    for (int t = 0; t < length; t++) {
      double even = (double) t / (length - 1);
      double time = even + shift + bend * Math.sin(2 * Math.PI * even);
      double sum = 0;
      for (int h = 0; h < factors.length; h++) {
        sum += factors[h] * hills.get(h).at(time);
      }
      values[t] = (float) (level + strength * (sum + 0.1 * random.nextGaussian()));
    }
    return values;
  }
}
