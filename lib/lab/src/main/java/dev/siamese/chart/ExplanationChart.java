package dev.siamese.chart;

import dev.siamese.data.Images;
import dev.siamese.match.Verifier.Explanation;
import dev.siamese.match.Verifier.Explanation.Part;
import dev.siamese.match.Verifier.Explanation.Side;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;

/**
 * What the parts of two samples contribute to their similarity: patches of images and stretches of
 * time are shaded, words, fields and columns are bars. Blue parts make the samples similar, orange
 * ones different; the stronger the colour, the more.
 */
public final class ExplanationChart implements Chart {

  private static final int TITLE = 34;
  private static final int LEGEND = 52;

  private final String title;
  private final List<ExplanationPanel> panels;
  private final double bound; // the largest contribution, of either sign

  private ExplanationChart(String title, List<ExplanationPanel> panels) {
    this.title = title;
    this.panels = panels;
    bound =
        panels.stream()
            .flatMap(panel -> panel.side().parts().stream())
            .mapToDouble(part -> Math.abs(part.contribution()))
            .max()
            .orElse(0);
  }

  /**
   * The parts of two samples.
   *
   * @param title printed above the samples
   * @param explanation of their distance
   * @return the chart
   */
  public static ExplanationChart of(String title, Explanation explanation) {
    return new ExplanationChart(
        title,
        List.of(
            new ExplanationPanel("First", explanation.left()),
            new ExplanationPanel("Second", explanation.right())));
  }

  /**
   * What each field contributes to the score of two records.
   *
   * @param title printed above the bars
   * @param contributions by the name of the field, as {@link
   *     dev.siamese.match.RecordMatcher#contributions} returns them
   * @return the chart
   */
  public static ExplanationChart of(String title, Map<String, Double> contributions) {
    var parts =
        contributions.entrySet().stream()
            .map(field -> new Part(field.getKey(), 0, 0, 1, 1, field.getValue()))
            .toList();
    return new ExplanationChart(
        title, List.of(new ExplanationPanel("Both", new Side(null, parts))));
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String altText() {
    var text = new StringBuilder(title + ". What makes them similar (+) or different (-).");
    panels.forEach(panel -> text.append(" %s: %s.".formatted(panel.heading(), panel.side())));
    return text.toString();
  }

  @Override
  public BufferedImage draw(double pixelRatio) {
    boolean beside = panels.stream().allMatch(panel -> panel.sample() instanceof Images);
    var heights = panels.stream().mapToInt(ExplanationPanel::height);
    int bottom = TITLE + (beside ? heights.max().orElse(0) : heights.sum());
    var canvas = Canvas.of(ExplanationPanel.WIDTH, bottom + LEGEND, title, pixelRatio);
    int x = ExplanationPanel.MARGIN;
    int y = TITLE;
    for (var panel : panels) {
      panel.paint(canvas, x, y, bound);
      x += beside ? ExplanationPanel.PICTURE + ExplanationPanel.MARGIN : 0;
      y += beside ? 0 : panel.height();
    }
    var graphics = canvas.graphics();
    graphics.setColor(Palette.TEXT);
    graphics.drawString(
        "Contribution: orange parts make them different, blue ones similar",
        ExplanationPanel.MARGIN,
        bottom + 18);
    if (bound > 0) {
      int width = ExplanationPanel.WIDTH - 2 * ExplanationPanel.MARGIN;
      ExplanationPanel.scale(bound).draw(graphics, ExplanationPanel.MARGIN, bottom + 30, width, "");
    }
    return canvas.finish();
  }
}
