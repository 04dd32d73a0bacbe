package dev.siamese.synthetic;

import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Writes a signature once: lays out its points, joins them in curves, and inks those. */
final class SignatureRenderer {

  private static final int STEPS = 10; // of a curve between two points
  private final WriterStyle style;
  private final RandomGenerator random;

  SignatureRenderer(WriterStyle hand, RandomGenerator random) {
    this.style = hand;
    this.random = random;
  }

  /** A piece of the line that is drawn: its middle and its width there. */
  private record LinePoint(double x, double y, double width) {}

  /** Dark on white, somewhere near the middle of a picture. */
  BufferedImage render(SignatureTemplate flow, int height, int width) {
    var lines = perturbed(flow).stream().map(this::line).toList();
    var paper = DrawingSurface.of(width, height);
    place(lines, paper.graphics(), height, width);
    lines.forEach(line -> paper.graphics().fill(outline(line)));
    return paper.finish();
  }

  private void place(List<List<LinePoint>> lines, Graphics2D graphics, int height, int width) {
    double left =
        lines.stream().flatMap(List::stream).mapToDouble(LinePoint::x).min().orElseThrow();
    double right =
        lines.stream().flatMap(List::stream).mapToDouble(LinePoint::x).max().orElseThrow();
    double low = lines.stream().flatMap(List::stream).mapToDouble(LinePoint::y).min().orElseThrow();
    double high =
        lines.stream().flatMap(List::stream).mapToDouble(LinePoint::y).max().orElseThrow();
    double fill = random.nextDouble(0.76, 0.88);
    double scale = fill * Math.min(width / (right - left), height / (high - low));
    graphics.translate(
        width / 2.0 + 0.02 * width * random.nextDouble(-1, 1),
        height / 2.0 + 0.02 * height * random.nextDouble(-1, 1));
    graphics.scale(scale, -scale);
    graphics.translate(-(left + right) / 2, -(low + high) / 2);
  }

  /**
   * The points of this one writing: the whole is stretched, bent, slanted and turned a little, as
   * no hand does twice alike, and the single point strays a little.
   */
  private List<List<SignatureTemplate.ControlPoint>> perturbed(SignatureTemplate flow) {
    double length =
        flow.strokes().stream()
            .flatMap(List::stream)
            .mapToDouble(SignatureTemplate.ControlPoint::x)
            .max()
            .orElseThrow();
    var across = new SmoothNoise(0.12, length);
    var tall = new SmoothNoise(0.08, length);
    var line = new SmoothNoise(0.11, length);
    double stretch = Math.exp(0.06 * random.nextGaussian());
    double slant = Math.tan(Math.toRadians(style.slant() + 1.5 * random.nextGaussian()));
    double turn = Math.toRadians(1.5 * random.nextGaussian());
    return flow.strokes().stream()
        .map(
            stroke ->
                stroke.stream()
                    .map(
                        node -> {
                          double y =
                              node.y() * Math.exp(tall.at(node.x()))
                                  + line.at(node.x())
                                  + 0.02 * random.nextGaussian();
                          double x =
                              stretch * (node.x() + across.at(node.x()))
                                  + slant * y
                                  + 0.02 * random.nextGaussian();
                          return new SignatureTemplate.ControlPoint(
                              x * Math.cos(turn) - y * Math.sin(turn),
                              x * Math.sin(turn) + y * Math.cos(turn),
                              node.part(),
                              node.pressure() + 0.05 * random.nextGaussian());
                        })
                    .toList())
        .toList();
  }

  /** A slow change along the line. */
  private final class SmoothNoise {

    private final double[] size = new double[3];
    private final double[] phase = new double[3];
    private final double length;

    SmoothNoise(double size, double length) {
      this.length = length;
      for (int k = 0; k < 3; k++) {
        this.size[k] = size * random.nextGaussian() / (k + 1);
        phase[k] = random.nextDouble(2 * Math.PI);
      }
    }

    double at(double x) {
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        sum += size[k] * Math.sin((k + 1) * Math.PI * x / length + phase[k]);
      }
      return sum;
    }
  }

  /** The curve through the points, as wide as the pressure is. */
  private List<LinePoint> line(List<SignatureTemplate.ControlPoint> nodes) {
    var dots = new ArrayList<LinePoint>();
    var trembleX = new Tremor();
    var trembleY = new Tremor();
    int last = nodes.size() - 1;
    double run = 0;
    double pen = style.width() * Math.exp(0.06 * random.nextGaussian());
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
        run += step;
        double pressure =
            1
                + style.contrast() * Math.cos(direction - style.pressureDirection())
                + from.pressure()
                + t * (to.pressure() - from.pressure());
        double width = pen * Math.max(0.35, pressure);
        dots.add(new LinePoint(x + trembleX.after(step), y + trembleY.after(step), width));
        at[0] = x;
        at[1] = y;
      }
    }
    return tapered(dots, run);
  }

  private List<LinePoint> tapered(List<LinePoint> dots, double length) {
    double run = 0;
    var thin = new ArrayList<LinePoint>();
    for (int i = 0; i < dots.size(); i++) {
      var dot = dots.get(i);
      if (i > 0) {
        run += Math.hypot(dot.x - dots.get(i - 1).x, dot.y - dots.get(i - 1).y);
      }
      double end = Math.min(run, Math.max(0, length - run));
      double part = Math.min(1, 0.35 + 0.65 * end / style.taper());
      thin.add(new LinePoint(dot.x, dot.y, dot.width * part));
    }
    return thin;
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

  /** A straying that the hand makes up for again: it forgets within a third of a small letter. */
  private final class Tremor {

    private double now;

    double after(double step) {
      double keep = Math.exp(-step / 0.3);
      now = keep * now + Math.sqrt(1 - keep * keep) * style.tremor() * random.nextGaussian();
      return now;
    }
  }

  /** The area that a line covers: a disc at each dot, and what lies between two. */
  private static Path2D outline(List<LinePoint> dots) {
    var area = new Path2D.Double(Path2D.WIND_NON_ZERO);
    for (int i = 0; i < dots.size(); i++) {
      var dot = dots.get(i);
      disc(area, dot);
      if (i > 0) {
        between(area, dots.get(i - 1), dot);
      }
    }
    return area;
  }

  private static void disc(Path2D area, LinePoint dot) {
    double r = dot.width / 2;
    for (int k = 0; k < 8; k++) {
      double angle = Math.PI * k / 4;
      double x = dot.x + r * Math.cos(angle);
      double y = dot.y + r * Math.sin(angle);
      if (k == 0) {
        area.moveTo(x, y);
      } else {
        area.lineTo(x, y);
      }
    }
    area.closePath();
  }

  /** Turns the same way as the discs, so that no two areas cancel out. */
  private static void between(Path2D area, LinePoint from, LinePoint to) {
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
