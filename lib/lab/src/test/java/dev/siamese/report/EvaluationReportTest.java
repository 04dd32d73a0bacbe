package dev.siamese.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.metrics.Calibration;
import dev.siamese.metrics.PairDistances;
import dev.siamese.model.Architecture;
import dev.siamese.model.Encoder;
import dev.siamese.model.Preprocessor;
import dev.siamese.table.MetricsTable;
import dev.siamese.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationReportTest {

  private static final PairDistances PAIRS =
      new PairDistances(new float[] {1, 2, 2}, new float[] {2, 3, 4, 4, 5, 5});

  @TempDir private Path folder;

  @Test
  void probabilitiesAreShownWithTheirReliability() throws IOException {
    try (var encoder =
        Encoder.create(
            Preprocessor.none(new Shape(1, 1)),
            Architecture.identity(),
            Device.cpu(),
            new Seed(1))) {
      var without = page(encoder);
      assertTrue(without.contains("no calibration of probabilities"));
      assertFalse(without.contains("Reliability chart"));
      encoder.setCard(Calibration.fit(PAIRS).addTo(encoder.card()));
      var with = page(encoder);
      assertTrue(with.contains("alt=\"Reliability chart."));
      assertTrue(with.contains("Brier score"));
      assertTrue(with.contains("fitted to validation pairs, 33.3 % of which are of one class"));
    }
  }

  private String page(Encoder encoder) throws IOException {
    var report = new EvaluationReport();
    report.add("model.zip", "a task", MetricsTable.of(Map.of("error", 0.25)));
    report.addPairs(encoder, PAIRS);
    var file = folder.resolve("deep/page.html");
    report.save(file);
    var html = Files.readString(file);
    assertTrue(html.contains(">0.25"));
    return html;
  }
}
