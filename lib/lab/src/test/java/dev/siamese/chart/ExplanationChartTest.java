package dev.siamese.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.AudioClip;
import dev.siamese.data.AudioClips;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.data.Texts;
import dev.siamese.match.Verifier.Explanation;
import dev.siamese.match.Verifier.Explanation.Part;
import dev.siamese.match.Verifier.Explanation.Side;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExplanationChartTest {

  private static final Targets ONE = Targets.of("one");

  private static boolean isBlue(BufferedImage image, int x, int y) {
    var color = new Color(image.getRGB(x, y));
    return color.getBlue() > color.getRed() + 50;
  }

  private static boolean isOrange(BufferedImage image, int x, int y) {
    var color = new Color(image.getRGB(x, y));
    return color.getRed() > color.getBlue() + 50;
  }

  private static int count(BufferedImage image, Color color, int fromY, int toY) {
    return (int)
        IntStream.range(fromY * image.getWidth(), toY * image.getWidth())
            .filter(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) == color.getRGB())
            .count();
  }

  @Test
  void patchesOfImagesAreShaded() {
    var parts =
        List.of(
            new Part("0, 0", 0, 0, 2, 4, 0.5),
            new Part("2, 0", 2, 0, 2, 4, -0.25),
            new Part("4, 0", 4, 0, 4, 4, 0));
    var wide = new Images(4, 8, new byte[32], ONE).inverted();
    var chart =
        ExplanationChart.of(
            "A pair", new Explanation(1, new Side(wide, parts), new Side(wide, List.of())));
    var image = chart.draw();
    // 345 pixels wide below the title and a heading
    assertTrue(isBlue(image, 10 + 40, 34 + 22 + 80));
    assertTrue(isOrange(image, 10 + 130, 34 + 22 + 80));
    assertEquals(Color.WHITE, new Color(image.getRGB(10 + 260, 34 + 22 + 80)));
    assertEquals(Color.WHITE, new Color(image.getRGB(20 + 345 + 40, 34 + 22 + 80)));
    assertEquals(
        "A pair. What makes them similar (+) or different (-)."
            + " First: 0, 0 +0.500, 2, 0 -0.250, 4, 0 +0.000. Second: .",
        chart.altText());
  }

  @Test
  void wordsHaveBarsToBothSides() {
    var first = Texts.of("same other");
    var parts = List.of(new Part("same", 0, 0, 4, 1, 0.2), new Part("other", 5, 0, 5, 1, -0.1));
    var chart =
        ExplanationChart.of(
            "", new Explanation(1, new Side(first, parts), new Side(first, List.of())));
    var image = chart.draw();
    int top = 34 + 22;
    int blue = count(image, Palette.SAME, top, top + 22);
    assertEquals(0, count(image, Palette.DIFFERENT, top, top + 22));
    int orange = count(image, Palette.DIFFERENT, top + 22, top + 44);
    assertEquals(blue / 2.0, orange, 16, "half as long");
    assertTrue(blue > 16 * 100, "" + blue);
  }

  @Test
  void onlyTheStrongestFieldsHaveBars() {
    var fields = new LinkedHashMap<String, Double>();
    IntStream.range(0, 30).forEach(i -> fields.put("field " + i, i / 100.0));
    var image = ExplanationChart.of("Fields", fields).draw();
    assertEquals(34 + 22 + 10 + 20 * 22 + 52, image.getHeight());
    assertTrue(count(image, Palette.SAME, 56, 56 + 22) > 0, "field 10, of 0 to 29");
  }

  @Test
  void stretchesOfSoundsAreShaded() {
    var samples = new float[7000];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (float) Math.sin(i / 300.0) / 2;
    }
    var clip = AudioClips.of(List.of(new AudioClip(7000, samples)), ONE);
    var parts = List.of(new Part("", 0, 0, 3500, 1, 0.1), new Part("", 3500, 0, 3500, 1, -0.1));
    var side = new Side(clip, parts);
    var image = ExplanationChart.of("", new Explanation(0, side, side)).draw();
    assertEquals(34 + 2 * (22 + 120 + 10) + 52, image.getHeight());
    for (int top : List.of(34 + 22, 34 + 152 + 22)) {
      assertTrue(isBlue(image, 20, top + 1) && isOrange(image, 700, top + 1));
      assertTrue(count(image, Palette.TEXT, top, top + 120) > 200, "the signal");
    }
  }
}
