package dev.siamese.metrics;

import com.google.gson.Gson;
import dev.siamese.distance.Distances;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code fixtures/metrics.py} has made others compute. */
record MetricsFixture(List<Set> sets, List<Separate> separate, List<Scored> alerts) {

  static final MetricsFixture METRICS = load();

  /** One set of embeddings; the maps are null where a set has no such metrics. */
  record Set(
      String name,
      String distance,
      double[][] embeddings,
      int[] labels,
      Map<String, Double> retrieval,
      Map<String, Double> verification,
      Map<String, Double> health) {

    Distances by() {
      return MetricsFixture.by(distance);
    }

    @Override
    public String toString() {
      return name + ", " + distance;
    }
  }

  /** Queries and references apart. */
  record Separate(
      String name,
      String distance,
      double[][] queries,
      int[] queryLabels,
      double[][] references,
      int[] referenceLabels,
      Map<String, Double> retrieval) {

    Distances by() {
      return MetricsFixture.by(distance);
    }
  }

  /** Scores of rare events. */
  record Scored(float[] scores, boolean[] real, double average_precision) {}

  private static Distances by(String name) {
    return Distances.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static MetricsFixture load() {
    try (var json = MetricsFixture.class.getResourceAsStream("/fixtures/metrics.json")) {
      var text = new InputStreamReader(json, StandardCharsets.UTF_8);
      return new Gson().fromJson(text, MetricsFixture.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
