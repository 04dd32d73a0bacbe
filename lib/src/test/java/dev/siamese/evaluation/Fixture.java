package dev.siamese.evaluation;

import com.google.gson.Gson;
import dev.siamese.distance.Distances;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code fixtures/metrics.py} has made others compute. */
record Fixture(List<Set> sets, List<Separate> separate, List<Scored> alerts) {

  static final Fixture METRICS = load();

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
      return Fixture.by(distance);
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
      return Fixture.by(distance);
    }
  }

  /** Scores of rare events. */
  record Scored(float[] scores, boolean[] real, double average_precision) {}

  private static Distances by(String name) {
    return Distances.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static Fixture load() {
    try (var json = Fixture.class.getResourceAsStream("/fixtures/metrics.json")) {
      var text = new InputStreamReader(json, StandardCharsets.UTF_8);
      return new Gson().fromJson(text, Fixture.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
