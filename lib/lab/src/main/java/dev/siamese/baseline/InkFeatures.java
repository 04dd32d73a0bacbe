package dev.siamese.baseline;

import dev.siamese.data.Images;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Twelve measurements of handwriting, such as slant and stroke width, as features of images that
 * are dark on white: (N, 12).
 */
public final class InkFeatures implements FeatureExtractor<Images> {

  /** What each feature measures. */
  public static final List<String> FEATURE_NAMES =
      List.of(
          "amount of ink",
          "width of the line",
          "slant",
          "centre across",
          "centre down",
          "spread across",
          "spread down",
          "tilt",
          "blackness",
          "edge per ink",
          "crossings across",
          "crossings down");

  private static final int COUNT = FEATURE_NAMES.size();
  private static final double MIN_STD = 1e-9;

  private final double[] mean;
  private final double[] std;

  private InkFeatures(double[] mean, double[] std) {
    this.mean = mean;
    this.std = std;
  }

  /** {@return the measurements themselves} */
  public static InkFeatures unscaled() {
    var ones = new double[COUNT];
    Arrays.fill(ones, 1);
    return new InkFeatures(new double[COUNT], ones);
  }

  /**
   * {@return the measurements standardised to mean 0 and standard deviation 1 over training images}
   *
   * @param images the training images, dark on light
   */
  public static InkFeatures fit(Images images) {
    var raw = measure(images);
    var mean = new double[COUNT];
    var std = new double[COUNT];
    for (int f = 0; f < COUNT; f++) {
      int feature = f;
      double average = Arrays.stream(raw).mapToDouble(row -> row[feature]).average().orElse(0);
      mean[f] = average;
      std[f] =
          Math.sqrt(
              Arrays.stream(raw)
                  .mapToDouble(row -> Math.pow(row[feature] - average, 2))
                  .average()
                  .orElse(1));
    }
    return new InkFeatures(mean, std);
  }

  @Override
  public float[][] extract(Images images) {
    var raw = measure(images);
    var features = new float[raw.length][COUNT];
    for (int row = 0; row < raw.length; row++) {
      for (int f = 0; f < COUNT; f++) {
        features[row][f] = (float) ((raw[row][f] - mean[f]) / Math.max(MIN_STD, std[f]));
      }
    }
    return features;
  }

  private static double[][] measure(Images images) {
    var grey = images.withChannels(1);
    return IntStream.range(0, images.size())
        .parallel()
        .mapToObj(row -> measure(grey.pixels(row), images.height(), images.width()))
        .toArray(double[][]::new);
  }

  private static double[] measure(float[] pixels, int height, int width) {
    double ink = 0;
    double black = 0;
    double x1 = 0;
    double y1 = 0;
    double x2 = 0;
    double y2 = 0;
    double xy = 0;
    double dx2 = 0;
    double dy2 = 0;
    double dxy = 0;
    double edge = 0;
    double across = 0;
    double down = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double here = 1 - pixels[y * width + x];
        double right = x + 1 < width ? 1 - pixels[y * width + x + 1] : 0;
        double below = y + 1 < height ? 1 - pixels[(y + 1) * width + x] : 0;
        ink += here;
        black += here * here;
        x1 += here * x;
        y1 += here * y;
        x2 += here * x * x;
        y2 += here * y * y;
        xy += here * x * y;
        double dx = right - here;
        double dy = below - here;
        dx2 += dx * dx;
        dy2 += dy * dy;
        dxy += dx * dy;
        edge += Math.hypot(dx, dy);
        across += Math.abs(dx);
        down += Math.abs(dy);
      }
    }
    double total = Math.max(ink, 1e-9);
    double mx = x1 / total;
    double my = y1 / total;
    double sx = x2 / total - mx * mx;
    double sy = y2 / total - my * my;
    return new double[] {
      ink / (height * width),
      2 * ink / Math.max(edge, 1e-9), // a stroke has two edges
      Math.atan2(2 * dxy, dx2 - dy2) / 2, // main direction of the structure tensor
      mx / width,
      my / height,
      Math.sqrt(Math.max(0, sx)) / width,
      Math.sqrt(Math.max(0, sy)) / height,
      (xy / total - mx * my) / Math.max(sx, 1e-9),
      black / total,
      edge / total,
      across / height,
      down / width
    };
  }
}
