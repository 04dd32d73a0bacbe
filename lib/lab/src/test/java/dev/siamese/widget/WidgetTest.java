package dev.siamese.widget;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.siamese.distance.Distances;
import dev.siamese.loss.Contrastive;
import dev.siamese.loss.Triplet;
import dev.siamese.metrics.PairDistances;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WidgetTest {

  private static final PairDistances PAIRS =
      new PairDistances(new float[] {0.1f, 0.2f, 0.2f, 0.9f}, new float[] {0.2f, 0.8f, 1f});

  /** The data that the HTML passes to its script. */
  private static JsonObject data(Widget widget) {
    var call = widget.html().lines().filter(line -> line.startsWith("start(host, ")).findFirst();
    var start = call.orElseThrow().indexOf("\", {");
    var json = call.get().substring(start + 3, call.get().length() - ");".length());
    return JsonParser.parseString(json).getAsJsonObject();
  }

  private static int occurrences(String text, String part) {
    return (int) Pattern.compile(part, Pattern.LITERAL).matcher(text).results().count();
  }

  @Test
  void aTitleCannotEndTheScript() {
    var title = "</script><script>alert(1)</script> <!-- \" & '";
    var widget = ThresholdSlider.of(title, PAIRS);
    var html = widget.html();
    assertEquals(title, data(widget).get("title").getAsString());
    assertEquals(1, occurrences(html, "<script"));
    assertEquals(1, occurrences(html, "</script"));
    assertFalse(html.contains("<!--"), "a comment starts in the script");
  }

  @Test
  void theTextOfThePictureCannotEndItsAttribute() {
    var held = new SyntheticGlyphs(1, 2, 2, 16).generate(new Seed(1));
    var explorer = new EmbeddingExplorer("Map", held);
    try (var manager = Torch.manager(Device.cpu())) {
      explorer.add("\"><script>", Tensors.create(manager, 0f, 0, 1, 0, 0, 1, 1, 1).reshape(4, 2));
    }
    assertTrue(explorer.html().contains("&quot;&gt;&lt;script&gt;\" src="), explorer.altText());
  }

  @Test
  void equalWidgetsHaveEqualHtml() {
    assertEquals(MarginSlider.of(new Triplet()).html(), MarginSlider.of(new Triplet()).html());
    assertNotEquals(
        MarginSlider.of(new Triplet()).html().substring(0, 40),
        MarginSlider.of(new Contrastive()).html().substring(0, 40));
  }

  @Test
  void theOrderOfTheDataDoesNotMatter() {
    var widget = MarginSlider.of(new Triplet());
    var data = ordered("title", "T", "nested", ordered("a", 1, "b", 2));
    var other = ordered("nested", ordered("b", 2, "a", 1), "title", "T");
    assertEquals(
        WidgetHtml.of(widget, data, "margin-slider.js"),
        WidgetHtml.of(widget, other, "margin-slider.js"));
  }

  private static Map<String, ?> ordered(String key, Object value, String other, Object last) {
    var map = new LinkedHashMap<String, Object>();
    map.put(key, value);
    map.put(other, last);
    return map;
  }

  @Test
  void scriptsLeaveNoGlobalsAndLoadNothing() {
    var html = MarginSlider.of(new Contrastive()).html();
    var script = html.substring(html.indexOf("<script>\n") + "<script>\n".length());
    assertTrue(script.startsWith("(() => {\n\"use strict\";"), "the script is not in a function");
    for (var word : new String[] {"fetch(", "XMLHttpRequest", "import(", "window.", "https:"}) {
      assertFalse(script.contains(word), word);
    }
  }

  @Test
  void sliderStartsAtTheMarginsOfTheLoss() {
    var contrastive = MarginSlider.of(new Contrastive(Distances.EUCLIDEAN, 1.2, 0.3));
    var start = data(contrastive).getAsJsonObject("start");
    assertEquals(1.2, start.get("negative").getAsDouble());
    assertEquals(0.3, start.get("positive").getAsDouble());
    assertEquals(0.2, data(TripletExplorer.of(new Triplet())).get("margin").getAsDouble());
    var wide = new Contrastive(Distances.EUCLIDEAN, 2.5);
    assertThrows(IllegalArgumentException.class, () -> MarginSlider.of(wide));
  }

  @Test
  void countsOfPairsAtEachThresholdAreThoseOfTheMetrics() {
    var data = data(ThresholdSlider.of("Title", PAIRS));
    double step = data.get("step").getAsDouble();
    var same = new Gson().fromJson(data.get("same"), int[].class);
    var different = new Gson().fromJson(data.get("different"), int[].class);
    assertEquals(0.002, step);
    assertEquals(501, same.length);
    for (int k = 0; k < same.length; k++) {
      var at = PAIRS.metricsAt(k * step);
      assertEquals(1 - at.frr(), same[k] / 4.0, 1e-9, "at " + k * step);
      assertEquals(at.far(), different[k] / 3.0, 1e-9, "at " + k * step);
    }
    assertEquals(150, data(ThresholdSlider.of("", PAIRS, 0.3)).get("start").getAsInt());
    var none = new PairDistances(new float[0], new float[] {1});
    assertThrows(IllegalArgumentException.class, () -> ThresholdSlider.of("", none, 1));
  }

  @Test
  void momentsShareTheirAxesAndScale() {
    var images = new SyntheticGlyphs(1, 2, 2, 16).generate(new Seed(1));
    var explorer = new EmbeddingExplorer("Map", images);
    assertThrows(IllegalStateException.class, explorer::html);
    try (var manager = Torch.manager(Device.cpu())) {
      explorer.add("a", Tensors.create(manager, 1f, 1, 1, 2, 2, 1, 2, 2).reshape(4, 2));
      explorer.add("b", Tensors.create(manager, 0f, 0, 4, 0, 0, 2, 4, 2).reshape(4, 2));
      var other = Tensors.create(manager, new float[12], new Shape(4, 3));
      assertThrows(IllegalArgumentException.class, () -> explorer.add("c", other));
    }
    var frames = data(explorer).getAsJsonArray("frames");
    assertArrayEquals(
        new int[] {500, 1000, 500, 1500, 1000, 1000, 1000, 1500}, points(frames.get(0)));
    assertArrayEquals(new int[] {0, 500, 2000, 500, 0, 1500, 2000, 1500}, points(frames.get(1)));
  }

  @Test
  void embeddingsAreProjectedOnTheAxesOfTheLastMoment() {
    var images = new SyntheticGlyphs(1, 2, 2, 16).generate(new Seed(1));
    var explorer = new EmbeddingExplorer("Map", images);
    try (var manager = Torch.manager(Device.cpu())) {
      float[] flat = {0, 9, 0, 0, 9, 1, 8, 9, 0, 8, 9, 1}; // the second dimension is constant
      explorer.add("last", Tensors.create(manager, flat, new Shape(4, 3)));
    }
    var points = points(data(explorer).getAsJsonArray("frames").get(0));
    var x = IntStream.range(0, 4).map(i -> points[2 * i]).toArray();
    assertEquals(2000, Math.abs(x[0] - x[2]), 1);
    assertEquals(x[0], x[1], 1);
    assertEquals(250, Math.abs(points[1] - points[3]), 1);
  }

  private static int[] points(com.google.gson.JsonElement frame) {
    return new Gson().fromJson(frame.getAsJsonObject().get("points"), int[].class);
  }
}
