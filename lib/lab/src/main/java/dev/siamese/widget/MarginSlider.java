package dev.siamese.widget;

import dev.siamese.chart.Chart;
import dev.siamese.chart.LineChart;
import dev.siamese.chart.Palette;
import dev.siamese.loss.Contrastive;
import dev.siamese.loss.Triplet;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * A loss as a function of the distance, with sliders for its margins, and its value and gradient at
 * the distance under the pointer.
 */
public final class MarginSlider implements Widget {

  private static final double MAX_DISTANCE = 2; // of L2-normalised embeddings
  private static final double POSITIVE_DISTANCE = 0.6; // of the triplet at the start

  private final String title;
  private final String altText;
  private final LineChart chart;
  private final Map<String, ?> data;

  private MarginSlider(
      String title, String altText, LineChart chart, String loss, Map<String, Double> start) {
    this.title = title;
    this.altText = altText;
    this.chart = chart.labelLines();
    this.data = Map.of("title", title, "loss", loss, "start", start);
  }

  /**
   * {@return the two curves of contrastive loss, for same and for different pairs}
   *
   * @param loss with the margins to start from; its negative margin is at most 2
   */
  public static MarginSlider of(Contrastive loss) {
    double near = loss.positiveMargin();
    double far = loss.negativeMargin();
    requireInRange("negativeMargin", far);
    var chart = new LineChart("Contrastive loss", "distance d of the pair", "loss");
    add(chart, "same pair", d -> Math.pow(Math.max(0, d - near), 2), true);
    add(chart, "different pair", d -> Math.pow(Math.max(0, far - d), 2), false);
    return new MarginSlider(
        "Contrastive loss: move the margins",
        "Contrastive loss over the distance: that of a same pair is 0 up to %s and rises, that of a different pair falls to 0 at %s"
            .formatted(near, far),
        chart,
        "contrastive",
        Map.of("positive", near, "negative", far, "distance", 0.8));
  }

  /**
   * {@return the curve of triplet loss over the distance of anchor and negative}
   *
   * @param loss with the margin to start from, at most 1
   */
  public static MarginSlider of(Triplet loss) {
    double margin = loss.margin();
    requireInRange("margin", 2 * margin);
    double end = POSITIVE_DISTANCE + margin;
    var chart = new LineChart("Triplet loss", "distance of anchor and negative, d(a, n)", "loss");
    add(chart, "d(a, p) = " + POSITIVE_DISTANCE, d -> Math.max(0, end - d), false);
    return new MarginSlider(
        "Triplet loss: move the margin",
        "Triplet loss over the distance of anchor and negative: it falls and is 0 from the distance of anchor and positive plus the margin, %.2f"
            .formatted(end),
        chart,
        "triplet",
        Map.of("positive", POSITIVE_DISTANCE, "margin", margin, "distance", 0.7));
  }

  private static void requireInRange(String name, double value) {
    if (value > MAX_DISTANCE) {
      throw new IllegalArgumentException(
          "%s is too large for the range of distances, 0 to %s, of L2-normalised embeddings: choose a smaller margin"
              .formatted(name, MAX_DISTANCE));
    }
  }

  private static void add(
      LineChart chart, String name, DoubleUnaryOperator loss, boolean isPositive) {
    var distances = DoubleStream.iterate(0, d -> d + 0.01).limit(201).toArray();
    var losses = DoubleStream.of(distances).map(loss).toArray();
    chart.add(name, distances, losses, isPositive ? Palette.SAME : Palette.DIFFERENT);
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public Chart fallback() {
    return chart;
  }

  @Override
  public String altText() {
    return altText;
  }

  @Override
  public String html() {
    return WidgetHtml.of(this, data, "margin-slider.js");
  }
}
