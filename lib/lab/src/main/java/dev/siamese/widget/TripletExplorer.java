package dev.siamese.widget;

import dev.siamese.chart.Chart;
import dev.siamese.loss.Triplet;
import java.util.Locale;
import java.util.Map;

/**
 * A triplet in the plane whose anchor, positive and negative can be dragged: the regions in which
 * the negative is easy, semi-hard or hard, and the triplet loss.
 */
public final class TripletExplorer implements Widget {

  private static final double MAX_MARGIN = 1;

  private final double margin;

  private TripletExplorer(double margin) {
    this.margin = margin;
  }

  /**
   * {@return a triplet that starts semi-hard with a margin of 0.2}
   *
   * @param loss with the margin to start from, at most 1
   */
  public static TripletExplorer of(Triplet loss) {
    if (loss.margin() > MAX_MARGIN) {
      throw new IllegalArgumentException(
          "the margin must be at most %s in a plane of this size: %s"
              .formatted(MAX_MARGIN, loss.margin()));
    }
    return new TripletExplorer(loss.margin());
  }

  @Override
  public String title() {
    return "A triplet: drag its points";
  }

  @Override
  public Chart fallback() {
    return new TripletPicture(title(), margin);
  }

  @Override
  public String altText() {
    return String.format(
        Locale.ROOT,
        "An anchor with a circle through its positive and a second circle, farther by the margin of %.2f: a negative inside the first is hard, between the two semi-hard, outside easy",
        margin);
  }

  @Override
  public String html() {
    var data = Map.of("title", title(), "margin", margin, "start", TripletPicture.points());
    return WidgetHtml.of(this, data, "triplet-explorer.js");
  }
}
