package dev.siamese.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Images;
import dev.siamese.tensor.internal.Tensors;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A baseline without a network: what an eye measures at first sight of a signature, each feature in
 * standard deviations from its mean over other signatures. Ink is dark on white.
 *
 * @param mean of each feature
 * @param std of each feature
 */
public record InkFeatures(double[] mean, double[] std) {

  /** What is measured, in this order. */
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

  /** Takes means and deviations from training signatures. */
  public static InkFeatures fit(Images images) {
    var raw = extract(images);
    var mean = new double[FEATURE_NAMES.size()];
    var deviation = new double[FEATURE_NAMES.size()];
    for (int f = 0; f < mean.length; f++) {
      int feature = f;
      mean[f] =
          IntStream.range(0, raw.length).mapToDouble(i -> raw[i][feature]).average().orElse(0);
      double middle = mean[f];
      deviation[f] =
          Math.sqrt(
              IntStream.range(0, raw.length)
                  .mapToDouble(i -> Math.pow(raw[i][feature] - middle, 2))
                  .average()
                  .orElse(1));
    }
    return new InkFeatures(mean, deviation);
  }

  /** Describes all images: (N, 12). */
  public NDArray transform(Images images, NDManager manager) {
    var raw = extract(images);
    var flat = new float[raw.length * mean.length];
    for (int i = 0; i < flat.length; i++) {
      int f = i % mean.length;
      flat[i] = (float) ((raw[i / mean.length][f] - mean[f]) / Math.max(1e-9, std[f]));
    }
    return Tensors.create(manager, flat, new Shape(raw.length, mean.length));
  }

  /** One array of features for each image. */
  public static double[][] extract(Images images) {
    return IntStream.range(0, images.size())
        .parallel()
        .mapToObj(row -> measure(images.pixels(row), images.height(), images.width()))
        .toArray(double[][]::new);
  }

  private static double[] measure(float[] paper, int height, int width) {
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
        double here = 1 - paper[y * width + x];
        double right = x + 1 < width ? 1 - paper[y * width + x + 1] : 0;
        double below = y + 1 < height ? 1 - paper[(y + 1) * width + x] : 0;
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
      2 * ink / Math.max(edge, 1e-9), // a line has two edges
      Math.atan2(2 * dxy, dx2 - dy2) / 2, // the main direction of the structure tensor
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
