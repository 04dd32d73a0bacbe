package dev.siamese.chart;

import dev.siamese.metrics.Calibration.Reliability;
import java.awt.BasicStroke;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.stream.Collectors;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The observed fraction of positive pairs over their predicted probability, one marker with its 95
 * % interval per bin; on the dashed diagonal they agree.
 *
 * @param title printed above the plot
 * @param reliability of the probabilities
 */
public record ReliabilityChart(String title, Reliability reliability) implements Chart {

  private static final int SIZE = 460; // pixels
  private static final double[] RANGE = {0, 100};

  @Override
  public String altText() {
    return reliability.bins().stream()
        .map(
            bin ->
                String.format(
                    Locale.ROOT,
                    "predicted %.1f %%, observed %s of %,d pairs",
                    100 * bin.predicted(),
                    bin.observed(),
                    bin.pairs()))
        .collect(Collectors.joining("; ", "Reliability chart. %s. ".formatted(title), "."));
  }

  @Override
  public BufferedImage draw(double pixelRatio) {
    return chart().draw(pixelRatio);
  }

  LineChart chart() {
    int n = reliability.bins().size();
    var x = new double[n];
    var y = new double[n];
    var ends = new double[3 * n]; // of the intervals, each followed by a gap
    var values = new double[3 * n];
    for (int i = 0; i < n; i++) {
      var bin = reliability.bins().get(i);
      x[i] = 100 * bin.predicted();
      y[i] = 100 * bin.observed().value();
      for (int end = 0; end < 3; end++) {
        ends[3 * i + end] = x[i];
      }
      values[3 * i] = 100 * bin.observed().low();
      values[3 * i + 1] = 100 * bin.observed().high();
      values[3 * i + 2] = Double.NaN;
    }
    var chart =
        new LineChart(title, "predicted probability (%)", "pairs of one class (%)", SIZE, SIZE);
    chart.addDashed("perfect calibration", RANGE, RANGE);
    var intervals = chart.series("95 % interval", ends, values, XYSeriesRenderStyle.Line);
    intervals.setLineColor(Palette.SAME);
    intervals.setLineStyle(new BasicStroke(1.6f));
    var points = chart.series("bins with 95 % interval", x, y, XYSeriesRenderStyle.Scatter);
    points.setMarker(SeriesMarkers.CIRCLE);
    points.setMarkerColor(Palette.SAME);
    intervals.setShowInLegend(false);
    var styler = chart.xchart().getStyler();
    styler.setYAxisMin(0.0);
    styler.setYAxisMax(100.0);
    return chart.xRange(0, 100).legendAt(LegendPosition.InsideNW);
  }
}
