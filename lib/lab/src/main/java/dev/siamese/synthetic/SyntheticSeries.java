package dev.siamese.synthetic;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Sequences;
import dev.siamese.data.Targets;
import dev.siamese.tensor.Seed;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Generates synthetic time series. A class is a curve with four peaks or valleys; a sample of it is
 * warped in time, scaled, shifted and noisy.
 *
 * @param classes number of curves, at least 1
 * @param samplesPerClass series of each curve, at least 1
 * @param length steps of a series, at least 2
 */
public record SyntheticSeries(int classes, int samplesPerClass, int length) {

  private static final int BUMPS = 4;

  /**
   * Checks the numbers.
   *
   * @param classes at least 1
   * @param samplesPerClass at least 1
   * @param length in steps, at least 2
   * @throws IllegalArgumentException if one is out of range
   */
  public SyntheticSeries {
    if (classes < 1 || samplesPerClass < 1 || length < 2) {
      throw new IllegalArgumentException(
          "classes %d, samplesPerClass %d, length %d: must be at least 1, 1 and 2"
              .formatted(classes, samplesPerClass, length));
    }
  }

  /** A Gaussian peak, or with a negative height a valley. */
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
   * Generates the series.
   *
   * @param curves seed of the classes
   * @param draws seed of the samples: another seed gives other series of the same classes
   * @return series of one feature per step, class by class
   */
  public Sequences generate(Seed curves, Seed draws) {
    var labels =
        IntStream.range(0, classes * samplesPerClass).map(row -> row / samplesPerClass).toArray();
    var series =
        IntStream.range(0, labels.length)
            .mapToObj(
                row -> {
                  var ofClass = curves.derive(labels[row]);
                  var bumps =
                      IntStream.range(0, BUMPS).mapToObj(i -> Bump.generate(ofClass.derive(i)));
                  return series(bumps.toList(), draws.derive(row));
                })
            .toArray(float[][]::new);
    var names =
        IntStream.rangeClosed(1, classes)
            .mapToObj(i -> new ClassInfo("curve%02d".formatted(i), ""))
            .toList();
    return new Sequences(1, series, new Targets(labels, names));
  }

  private float[] series(List<Bump> bumps, Seed seed) {
    var random = seed.generator();
    double warp = 0.06 * random.nextGaussian();
    double shift = 0.03 * random.nextGaussian();
    double scale = Math.exp(0.3 * random.nextGaussian());
    double level = random.nextGaussian();
    var factors =
        bumps.stream().mapToDouble(bump -> Math.exp(0.2 * random.nextGaussian())).toArray();
    var values = new float[length];
    for (int t = 0; t < length; t++) {
      double even = (double) t / (length - 1);
      double time = even + shift + warp * Math.sin(2 * Math.PI * even);
      double sum = 0;
      for (int h = 0; h < factors.length; h++) {
        sum += factors[h] * bumps.get(h).at(time);
      }
      values[t] = (float) (level + scale * (sum + 0.1 * random.nextGaussian()));
    }
    return values;
  }
}
