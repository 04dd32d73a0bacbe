package dev.siamese.synthetic;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Images;
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
 * Invented characters that look drawn by hand, for everything that must run without a download.
 *
 * <p>A class is a program of a few curved strokes; classes of one alphabet share how many strokes
 * they like and how much those bend. A sample is a new drawer: another slant, size, pen, and a hand
 * that trembles. Ink is black on white paper.
 *
 * @param alphabets how many groups of characters
 * @param characters how many classes in each alphabet
 * @param drawers how many samples of each class
 * @param size the side of an image in pixels
 */
public record SyntheticGlyphs(int alphabets, int characters, int drawers, int size) {

  /** Where strokes like to begin, bend and end, as handwriting does: a grid of anchors. */
  private static final int GRID = 4;

  public SyntheticGlyphs {
    if (alphabets < 1 || characters < 1 || drawers < 1 || size < 8) {
      throw new IllegalArgumentException(
          "%d alphabets × %d characters × %d drawers at %d pixels: each must be at least 1, and the size 8"
              .formatted(alphabets, characters, drawers, size));
    }
  }

  /** Draws all images; equal seeds give equal images. */
  public Images generate(Seed seed) {
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
                var hand = seed.derive("drawer").derive(row).generator();
                Images.toGrayscale(render(strokes, hand), pixels, row * size * size);
              }
            });
    return new Images(size, size, pixels, labels, classes);
  }

  private BufferedImage render(List<List<Point2D>> strokes, RandomGenerator hand) {
    var paper = DrawingSurface.of(size, size);
    var pen = paper.graphics();
    double width = size * Math.max(0.022, 0.035 + 0.01 * hand.nextGaussian());
    pen.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    var slant = slant(hand);
    for (var stroke : strokes) {
      var wobbly = stroke.stream().map(point -> tremble(point, hand)).toList();
      pen.draw(slant.createTransformedShape(curve(wobbly)));
    }
    return paper.finish();
  }

  /** From the unit square to the picture, as one drawer places, turns and slants a character. */
  private AffineTransform slant(RandomGenerator hand) {
    var transform = AffineTransform.getTranslateInstance(size / 2.0, size / 2.0);
    transform.translate(0.05 * size * hand.nextGaussian(), 0.05 * size * hand.nextGaussian());
    transform.rotate(Math.toRadians(7) * hand.nextGaussian());
    transform.shear(0.12 * hand.nextGaussian(), 0.05 * hand.nextGaussian());
    double scale = size * Math.min(0.85, Math.max(0.5, 0.68 + 0.08 * hand.nextGaussian()));
    double aspect = Math.exp(0.1 * hand.nextGaussian());
    transform.scale(scale * aspect, scale / aspect);
    transform.translate(-0.5, -0.5);
    return transform;
  }

  private static Point2D tremble(Point2D point, RandomGenerator hand) {
    return new Point2D.Double(
        point.getX() + 0.035 * hand.nextGaussian(), point.getY() + 0.035 * hand.nextGaussian());
  }

  /** A smooth curve through all points: a Catmull–Rom spline written as Bézier segments. */
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
   * What the characters of one alphabet have in common.
   *
   * @param strokes the usual number of strokes
   * @param bends the usual number of points that a stroke passes between its ends
   * @param joined how likely a stroke begins where another one passed
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
            s > 0 && random.nextDouble() < joined ? passed(strokes, random) : anchor(random));
        int points = 1 + Math.max(0, (int) Math.round(bends + 0.8 * random.nextGaussian()));
        while (stroke.size() <= points) {
          var next = anchor(random);
          if (next.distance(stroke.get(stroke.size() - 1)) > 0.25) {
            stroke.add(next);
          }
        }
        strokes.add(stroke);
      }
      return fitted(strokes);
    }

    /** Centres a character in the unit square and lets its longer side fill it. */
    private static List<List<Point2D>> fitted(List<List<Point2D>> strokes) {
      var path = new Path2D.Double();
      strokes.forEach(stroke -> path.append(curve(stroke), false));
      var box = path.getBounds2D();
      double scale = 1 / Math.max(box.getWidth(), box.getHeight());
      var fit = AffineTransform.getTranslateInstance(0.5, 0.5);
      fit.scale(scale, scale);
      fit.translate(-box.getCenterX(), -box.getCenterY());
      return strokes.stream()
          .map(stroke -> stroke.stream().map(point -> fit.transform(point, null)).toList())
          .toList();
    }

    private static Point2D passed(List<List<Point2D>> strokes, RandomGenerator random) {
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
