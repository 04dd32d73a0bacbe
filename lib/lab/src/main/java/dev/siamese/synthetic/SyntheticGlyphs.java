package dev.siamese.synthetic;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.tensor.Seed;
import java.awt.BasicStroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Generates synthetic handwritten characters, black on white.
 *
 * <p>A class is a character: a few curved strokes. The characters of one alphabet have similar
 * numbers and curvatures of strokes. Every sample is by another drawer, with another slant, size,
 * stroke width and tremor.
 *
 * @param alphabets number of alphabets, at least 1; the alphabet is a character's group
 * @param characters of each alphabet, at least 1. Default: 20
 * @param drawers samples of each character, at least 1. Default: 10
 * @param imageSize side of an image in pixels, at least 8. Default: 64
 */
public record SyntheticGlyphs(int alphabets, int characters, int drawers, int imageSize) {

  /** Points per axis of the grid on which strokes start, bend and end. */
  private static final int GRID = 4;

  /**
   * Checks the numbers.
   *
   * @param alphabets at least 1
   * @param characters at least 1
   * @param drawers at least 1
   * @param imageSize in pixels, at least 8
   * @throws IllegalArgumentException if one is out of range
   */
  public SyntheticGlyphs {
    if (alphabets < 1 || characters < 1 || drawers < 1 || imageSize < 8) {
      throw new IllegalArgumentException(
          "alphabets %d, characters %d, drawers %d, imageSize %d: must be at least 1, 1, 1 and 8"
              .formatted(alphabets, characters, drawers, imageSize));
    }
  }

  /**
   * {@return the defaults with a number of alphabets}
   *
   * @param count at least 1
   */
  public static SyntheticGlyphs alphabets(int count) {
    return new SyntheticGlyphs(count, 20, 10, 64);
  }

  /**
   * {@return the same generator with another number of characters of each alphabet}
   *
   * @param count at least 1
   */
  public SyntheticGlyphs characters(int count) {
    return new SyntheticGlyphs(alphabets, count, drawers, imageSize);
  }

  /**
   * {@return the same generator with another number of samples of each character}
   *
   * @param count at least 1
   */
  public SyntheticGlyphs drawers(int count) {
    return new SyntheticGlyphs(alphabets, characters, count, imageSize);
  }

  /**
   * {@return the same generator with another side of the images}
   *
   * @param pixels at least 8
   */
  public SyntheticGlyphs imageSize(int pixels) {
    return new SyntheticGlyphs(alphabets, characters, drawers, pixels);
  }

  /**
   * Generates the images.
   *
   * @param seed equal seeds give equal images
   * @return one class per character, in groups by alphabet
   */
  public Images generate(Seed seed) {
    int size = imageSize;
    int perAlphabet = characters * drawers;
    var pixels = new byte[alphabets * perAlphabet * size * size];
    var labels = IntStream.range(0, alphabets * perAlphabet).map(i -> i / drawers).toArray();
    var classes = new ArrayList<ClassInfo>();
    for (int a = 0; a < alphabets; a++) {
      for (int c = 0; c < characters; c++) {
        classes.add(new ClassInfo("glyph%02d".formatted(c + 1), "alphabet%02d".formatted(a + 1)));
      }
    }
    IntStream.range(0, classes.size())
        .parallel()
        .forEach(
            label -> {
              var style =
                  Style.generate(seed.derive("style").derive(label / characters).generator());
              var strokes = style.character(seed.derive("character").derive(label).generator());
              for (int d = 0; d < drawers; d++) {
                int row = label * drawers + d;
                var random = seed.derive("drawer").derive(row).generator();
                Images.toGrayscale(render(strokes, random), pixels, row * size * size);
              }
            });
    return new Images(size, size, pixels, new Targets(labels, classes));
  }

  private BufferedImage render(List<List<Point2D>> strokes, RandomGenerator random) {
    var surface = DrawingSurface.of(imageSize, imageSize);
    var graphics = surface.graphics();
    double width = imageSize * Math.max(0.022, 0.035 + 0.01 * random.nextGaussian());
    graphics.setStroke(
        new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    var transform = placement(random);
    for (var stroke : strokes) {
      var points = stroke.stream().map(point -> displaced(point, random)).toList();
      graphics.draw(transform.createTransformedShape(curve(points)));
    }
    return surface.finish();
  }

  /** A random transformation from the unit square to the image, one for each drawer. */
  private AffineTransform placement(RandomGenerator random) {
    var transform = AffineTransform.getTranslateInstance(imageSize / 2.0, imageSize / 2.0);
    transform.translate(
        0.05 * imageSize * random.nextGaussian(), 0.05 * imageSize * random.nextGaussian());
    transform.rotate(Math.toRadians(7) * random.nextGaussian());
    transform.shear(0.12 * random.nextGaussian(), 0.05 * random.nextGaussian());
    double scale = imageSize * Math.min(0.85, Math.max(0.5, 0.68 + 0.08 * random.nextGaussian()));
    double aspect = Math.exp(0.1 * random.nextGaussian());
    transform.scale(scale * aspect, scale / aspect);
    transform.translate(-0.5, -0.5);
    return transform;
  }

  private static Point2D displaced(Point2D point, RandomGenerator random) {
    return new Point2D.Double(
        point.getX() + 0.035 * random.nextGaussian(), point.getY() + 0.035 * random.nextGaussian());
  }

  /** A Catmull–Rom spline through all points, as Bézier segments. */
  private static Path2D curve(List<Point2D> points) {
    var path = new Path2D.Double();
    path.moveTo(points.get(0).getX(), points.get(0).getY());
    int last = points.size() - 1;
    for (int i = 0; i < last; i++) {
      var before = points.get(Math.max(0, i - 1));
      var from = points.get(i);
      var to = points.get(i + 1);
      var after = points.get(Math.min(last, i + 2));
      path.curveTo(
          from.getX() + (to.getX() - before.getX()) / 6,
          from.getY() + (to.getY() - before.getY()) / 6,
          to.getX() - (after.getX() - from.getX()) / 6,
          to.getY() - (after.getY() - from.getY()) / 6,
          to.getX(),
          to.getY());
    }
    return path;
  }

  /**
   * The style of one alphabet.
   *
   * @param strokes mean number of strokes
   * @param bends mean number of points between the ends of a stroke
   * @param joined probability that a stroke starts on another one
   */
  private record Style(double strokes, double bends, double joined) {

    static Style generate(RandomGenerator random) {
      return new Style(
          random.nextDouble(1.8, 3.6), random.nextDouble(0.8, 2.4), random.nextDouble(0.3, 0.9));
    }

    List<List<Point2D>> character(RandomGenerator random) {
      var strokes = new ArrayList<List<Point2D>>();
      int count = Math.max(1, (int) Math.round(this.strokes + 0.7 * random.nextGaussian()));
      for (int s = 0; s < count; s++) {
        var stroke = new ArrayList<Point2D>();
        stroke.add(
            s > 0 && random.nextDouble() < joined ? pointOf(strokes, random) : anchor(random));
        int points = 1 + Math.max(0, (int) Math.round(bends + 0.8 * random.nextGaussian()));
        while (stroke.size() <= points) {
          var next = anchor(random);
          if (next.distance(stroke.get(stroke.size() - 1)) > 0.25) {
            stroke.add(next);
          }
        }
        strokes.add(stroke);
      }
      return fit(strokes);
    }

    /** Centres a character in the unit square and scales its longer side to 1. */
    private static List<List<Point2D>> fit(List<List<Point2D>> strokes) {
      var path = new Path2D.Double();
      strokes.forEach(stroke -> path.append(curve(stroke), false));
      var box = path.getBounds2D();
      double scale = 1 / Math.max(box.getWidth(), box.getHeight());
      var transform = AffineTransform.getTranslateInstance(0.5, 0.5);
      transform.scale(scale, scale);
      transform.translate(-box.getCenterX(), -box.getCenterY());
      return strokes.stream()
          .map(stroke -> stroke.stream().map(point -> transform.transform(point, null)).toList())
          .toList();
    }

    private static Point2D pointOf(List<List<Point2D>> strokes, RandomGenerator random) {
      var stroke = strokes.get(random.nextInt(strokes.size()));
      return stroke.get(random.nextInt(stroke.size()));
    }

    private static Point2D anchor(RandomGenerator random) {
      return new Point2D.Double(
          (random.nextInt(GRID) + 0.3 * random.nextGaussian()) / (GRID - 1),
          (random.nextInt(GRID) + 0.3 * random.nextGaussian()) / (GRID - 1));
    }
  }
}
