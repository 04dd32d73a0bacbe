package dev.siamese.synthetic;

import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Draws one genuine or forged writing of a signature, with random variation. */
final class SignatureRenderer {

  private static final int STEPS = 10; // per curve between two control points

  private final WriterStyle style;
  private final RandomGenerator random;

  SignatureRenderer(WriterStyle style, RandomGenerator random) {
    this.style = style;
    this.random = random;
  }

  /** A point of a drawn stroke, with the stroke's width there. */
  private record StrokePoint(double x, double y, double width) {}

  /** Draws the signature, dark on white, near the centre of the image. */
  BufferedImage render(SignatureTemplate template, int height, int width) {
    var strokes = perturbed(template).stream().map(this::stroke).toList();
    var surface = DrawingSurface.of(width, height);
    place(strokes, surface.graphics(), height, width);
    strokes.forEach(stroke -> surface.graphics().fill(outline(stroke)));
    return surface.finish();
  }

  private void place(List<List<StrokePoint>> strokes, Graphics2D graphics, int height, int width) {
    double left =
        strokes.stream().flatMap(List::stream).mapToDouble(StrokePoint::x).min().orElseThrow();
    double right =
        strokes.stream().flatMap(List::stream).mapToDouble(StrokePoint::x).max().orElseThrow();
    double low =
        strokes.stream().flatMap(List::stream).mapToDouble(StrokePoint::y).min().orElseThrow();
    double high =
        strokes.stream().flatMap(List::stream).mapToDouble(StrokePoint::y).max().orElseThrow();
    double fill = random.nextDouble(0.76, 0.88);
    double scale = fill * Math.min(width / (right - left), height / (high - low));
    graphics.translate(
        width / 2.0 + 0.02 * width * random.nextDouble(-1, 1),
        height / 2.0 + 0.02 * height * random.nextDouble(-1, 1));
    graphics.scale(scale, -scale);
    graphics.translate(-(left + right) / 2, -(low + high) / 2);
  }

  /**
   * The control points of one writing: the signature is stretched, bent, slanted and rotated, and
   * every point is displaced, all at random.
   */
  private List<List<SignatureTemplate.ControlPoint>> perturbed(SignatureTemplate template) {
    double length =
        template.strokes().stream()
            .flatMap(List::stream)
            .mapToDouble(SignatureTemplate.ControlPoint::x)
            .max()
            .orElseThrow();
    var xNoise = new SmoothNoise(0.12, length);
    var heightNoise = new SmoothNoise(0.08, length);
    var baselineNoise = new SmoothNoise(0.11, length);
    double stretch = Math.exp(0.06 * random.nextGaussian());
    double slant = Math.tan(Math.toRadians(style.slant() + 1.5 * random.nextGaussian()));
    double angle = Math.toRadians(1.5 * random.nextGaussian());
    return template.strokes().stream()
        .map(
            stroke ->
                stroke.stream()
                    .map(
                        node -> {
                          double y =
                              node.y() * Math.exp(heightNoise.at(node.x()))
                                  + baselineNoise.at(node.x())
                                  + 0.02 * random.nextGaussian();
                          double x =
                              stretch * (node.x() + xNoise.at(node.x()))
                                  + slant * y
                                  + 0.02 * random.nextGaussian();
                          return new SignatureTemplate.ControlPoint(
                              x * Math.cos(angle) - y * Math.sin(angle),
                              x * Math.sin(angle) + y * Math.cos(angle),
                              node.part(),
                              node.pressure() + 0.05 * random.nextGaussian());
                        })
                    .toList())
        .toList();
  }

  /** A smooth random function along the baseline: three sine waves. */
  private final class SmoothNoise {

    private final double[] amplitude = new double[3];
    private final double[] phase = new double[3];
    private final double length;

    SmoothNoise(double std, double length) {
      this.length = length;
      for (int k = 0; k < 3; k++) {
        amplitude[k] = std * random.nextGaussian() / (k + 1);
        phase[k] = random.nextDouble(2 * Math.PI);
      }
    }

    double at(double x) {
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        sum += amplitude[k] * Math.sin((k + 1) * Math.PI * x / length + phase[k]);
      }
      return sum;
    }
  }

  /** The curve through the control points, whose width depends on the pressure. */
  private List<StrokePoint> stroke(List<SignatureTemplate.ControlPoint> nodes) {
    var points = new ArrayList<StrokePoint>();
    var tremorX = new Tremor();
    var tremorY = new Tremor();
    int last = nodes.size() - 1;
    double travelled = 0;
    double penWidth = style.width() * Math.exp(0.06 * random.nextGaussian());
    double[] at = {nodes.get(0).x(), nodes.get(0).y()};
    for (int i = 0; i < last; i++) {
      var before = nodes.get(Math.max(0, i - 1));
      var from = nodes.get(i);
      var to = nodes.get(i + 1);
      var after = nodes.get(Math.min(last, i + 2));
      for (int k = 0; k < STEPS; k++) {
        double t = (k + 1.0) / STEPS;
        double x = hermite(t, before.x(), from.x(), to.x(), after.x());
        double y = hermite(t, before.y(), from.y(), to.y(), after.y());
        double step = Math.hypot(x - at[0], y - at[1]);
        double direction = Math.atan2(y - at[1], x - at[0]);
        travelled += step;
        double pressure =
            1
                + style.contrast() * Math.cos(direction - style.pressureDirection())
                + from.pressure()
                + t * (to.pressure() - from.pressure());
        double width = penWidth * Math.max(0.35, pressure);
        points.add(new StrokePoint(x + tremorX.next(step), y + tremorY.next(step), width));
        at[0] = x;
        at[1] = y;
      }
    }
    return tapered(points, travelled);
  }

  private List<StrokePoint> tapered(List<StrokePoint> points, double length) {
    double travelled = 0;
    var tapered = new ArrayList<StrokePoint>();
    for (int i = 0; i < points.size(); i++) {
      var point = points.get(i);
      if (i > 0) {
        travelled += Math.hypot(point.x - points.get(i - 1).x, point.y - points.get(i - 1).y);
      }
      double end = Math.min(travelled, Math.max(0, length - travelled));
      double factor = Math.min(1, 0.35 + 0.65 * end / style.taper());
      tapered.add(new StrokePoint(point.x, point.y, point.width * factor));
    }
    return tapered;
  }

  private double hermite(double t, double before, double from, double to, double after) {
    double out = style.roundness() * (to - before) / 2;
    double in = style.roundness() * (after - from) / 2;
    double t2 = t * t;
    double t3 = t2 * t;
    return (2 * t3 - 3 * t2 + 1) * from
        + (t3 - 2 * t2 + t) * out
        + (3 * t2 - 2 * t3) * to
        + (t3 - t2) * in;
  }

  /** An autoregressive displacement with a correlation length of 0.3 small letters. */
  private final class Tremor {

    private double value;

    double next(double step) {
      double keep = Math.exp(-step / 0.3);
      value = keep * value + Math.sqrt(1 - keep * keep) * style.tremor() * random.nextGaussian();
      return value;
    }
  }

  /** The area of a stroke: a disc at each point, and the quadrilaterals between them. */
  private static Path2D outline(List<StrokePoint> points) {
    var area = new Path2D.Double(Path2D.WIND_NON_ZERO);
    for (int i = 0; i < points.size(); i++) {
      var point = points.get(i);
      disc(area, point);
      if (i > 0) {
        quadrilateral(area, points.get(i - 1), point);
      }
    }
    return area;
  }

  private static void disc(Path2D area, StrokePoint point) {
    double r = point.width / 2;
    for (int k = 0; k < 8; k++) {
      double angle = Math.PI * k / 4;
      double x = point.x + r * Math.cos(angle);
      double y = point.y + r * Math.sin(angle);
      if (k == 0) {
        area.moveTo(x, y);
      } else {
        area.lineTo(x, y);
      }
    }
    area.closePath();
  }

  /** Has the same orientation as the discs, so that overlapping areas add up. */
  private static void quadrilateral(Path2D area, StrokePoint from, StrokePoint to) {
    double length = Math.hypot(to.x - from.x, to.y - from.y);
    if (length == 0) {
      return;
    }
    double nx = -(to.y - from.y) / length / 2;
    double ny = (to.x - from.x) / length / 2;
    area.moveTo(from.x - nx * from.width, from.y - ny * from.width);
    area.lineTo(to.x - nx * to.width, to.y - ny * to.width);
    area.lineTo(to.x + nx * to.width, to.y + ny * to.width);
    area.lineTo(from.x + nx * from.width, from.y + ny * from.width);
    area.closePath();
  }
}
