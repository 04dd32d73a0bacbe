package dev.siamese.chart;

import dev.siamese.data.AudioClips;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.data.Sequences;
import dev.siamese.data.TwoModalities;
import dev.siamese.match.Verifier.Explanation.Part;
import dev.siamese.match.Verifier.Explanation.Side;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * One sample of an {@link ExplanationChart}, with its parts.
 *
 * @param heading printed above the sample
 * @param side without a sample, the parts have bars
 */
record ExplanationPanel(String heading, Side side) {

  static final int WIDTH = 720;
  static final int MARGIN = 10;
  static final int PICTURE = (WIDTH - 3 * MARGIN) / 2; // the longer side of an image

  private static final int HEADING = 22;
  private static final int SIGNAL = 120; // height
  private static final int BAR = 22;
  private static final int MAX_BARS = 20;
  private static final int NAME = 220; // width
  private static final int MAX_NAME = 28; // characters
  private static final int VALUE = 70; // width
  private static final int MAX_ALPHA = 190;

  static ColorScale scale(double bound) {
    return new ColorScale(-bound, bound, Palette.DIFFERENT, Color.WHITE, Palette.SAME);
  }

  /** The sample, of whichever modality; null if there is none. */
  Dataset sample() {
    return side.sample() instanceof TwoModalities both
        ? both.left().size() > 0 ? both.left() : both.right()
        : side.sample();
  }

  /** The signal, or null if the sample is something else. */
  private Sequences series() {
    if (sample() instanceof AudioClips clips) {
      return clips.samples();
    }
    return sample() instanceof Sequences series ? series : null;
  }

  /** The parts that have bars: the strongest ones, in their order. */
  private List<Part> bars() {
    var strongest =
        side.parts().stream()
            .sorted(Comparator.comparingDouble(part -> -Math.abs(part.contribution())))
            .limit(MAX_BARS)
            .toList();
    return side.parts().stream().filter(strongest::contains).toList();
  }

  int height() {
    int content = series() == null ? BAR * bars().size() : SIGNAL;
    if (sample() instanceof Images image) {
      content = (int) Math.ceil(scale(image) * image.height());
    }
    return HEADING + MARGIN + content;
  }

  private static double scale(Images image) {
    return (double) PICTURE / Math.max(image.height(), image.width());
  }

  /** Draws the sample; the bound is the contribution of the strongest colour. */
  void paint(Canvas canvas, int x, int y, double bound) {
    var graphics = canvas.graphics();
    graphics.setColor(Palette.TEXT);
    graphics.setFont(Canvas.PLAIN);
    if (sample() instanceof Images image) {
      graphics.drawString(heading, x, y + 15);
      paint(graphics, image, x, y + HEADING, bound);
    } else if (series() != null) {
      graphics.drawString(heading, x, y + 15);
      paint(graphics, series(), x, y + HEADING, bound);
    } else {
      boolean isPart = side.parts().size() > MAX_BARS;
      graphics.drawString(
          isPart ? heading + ", the strongest %d parts".formatted(MAX_BARS) : heading, x, y + 15);
      paintBars(canvas, y + HEADING, bound);
    }
  }

  private static Color shade(Part part, double bound) {
    double strength = bound > 0 ? Math.abs(part.contribution()) / bound : 0;
    return Palette.withAlpha(color(part), (int) Math.round(MAX_ALPHA * strength));
  }

  private static Color color(Part part) {
    return part.contribution() >= 0 ? Palette.SAME : Palette.DIFFERENT;
  }

  /** In light grey, so that the colours are those of the patches. */
  private void paint(Graphics2D graphics, Images image, int x, int y, double bound) {
    double scale = scale(image);
    int width = (int) Math.round(scale * image.width());
    int height = (int) Math.round(scale * image.height());
    graphics.drawImage(image.withChannels(1).toBufferedImage(0), x, y, width, height, null);
    graphics.setColor(Palette.withAlpha(Color.WHITE, 100));
    graphics.fillRect(x, y, width, height);
    for (var part : side.parts()) {
      int left = (int) Math.round(scale * part.x());
      int top = (int) Math.round(scale * part.y());
      int right = (int) Math.round(scale * (part.x() + part.width()));
      int bottom = (int) Math.round(scale * (part.y() + part.height()));
      graphics.setColor(shade(part, bound));
      graphics.fillRect(x + left, y + top, right - left, bottom - top);
    }
    graphics.setColor(Palette.GRID);
    graphics.drawRect(x, y, width, height);
  }

  /** All features in one panel, from the least to the greatest value. */
  private void paint(Graphics2D graphics, Sequences series, int x, int y, double bound) {
    int steps = series.length(0);
    double stepWidth = (WIDTH - 2.0 * MARGIN) / steps;
    for (var part : side.parts()) {
      int left = (int) Math.round(stepWidth * part.x());
      int right = (int) Math.round(stepWidth * (part.x() + part.width()));
      graphics.setColor(shade(part, bound));
      graphics.fillRect(x + left, y, right - left, SIGNAL);
    }
    graphics.setColor(Palette.TEXT);
    var values = series.values(0);
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    double unit = high > low ? (SIGNAL - 8) / (double) (high - low) : 0;
    int features = series.features();
    for (int i = features; i < values.length; i++) {
      graphics.drawLine(
          (int) (x + stepWidth * (i / features - 0.5)),
          (int) (y + SIGNAL - 4 - unit * (values[i - features] - low)),
          (int) (x + stepWidth * (i / features + 0.5)),
          (int) (y + SIGNAL - 4 - unit * (values[i] - low)));
    }
  }

  /** Bars from a line in the middle: what makes them similar to the right. */
  private void paintBars(Canvas canvas, int y, double bound) {
    var graphics = canvas.graphics();
    int middle = (NAME + WIDTH - MARGIN) / 2;
    int length = middle - NAME - VALUE;
    int top = y;
    for (var part : bars()) {
      double strength = bound > 0 ? Math.abs(part.contribution()) / bound : 0;
      int size = (int) Math.round(strength * length);
      boolean isPositive = part.contribution() >= 0;
      graphics.setColor(color(part));
      graphics.fillRect(isPositive ? middle : middle - size, top + 3, size, BAR - 6);
      graphics.setColor(Palette.TEXT);
      var name = part.name();
      canvas.rightAligned(
          name.length() > MAX_NAME ? name.substring(0, MAX_NAME - 1) + "…" : name,
          NAME - MARGIN,
          top + 16);
      var value = String.format(Locale.ROOT, "%+.3f", part.contribution());
      if (isPositive) {
        graphics.drawString(value, middle + size + 6, top + 16);
      } else {
        canvas.rightAligned(value, middle - size - 6, top + 16);
      }
      top += BAR;
    }
    graphics.setColor(Palette.GRID);
    graphics.drawLine(middle, y, middle, top);
  }
}
