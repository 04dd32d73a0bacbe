package dev.siamese.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.siamese.model.LayerOutput;
import java.awt.Color;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerDiagramTest {

  @Test
  void everyLayerHasARowOfActivations() {
    var input = new LayerOutput("input", new int[] {1, 1, 1}, 0, new float[] {1});
    var vector = new LayerOutput("dense", new int[] {2}, 4, new float[] {0, 1});
    var image = new LayerDiagram("t", List.of(input, vector)).draw();
    assertEquals(58 + 2 * 52, image.getHeight());
    assertEquals(Color.BLACK, new Color(image.getRGB(350, 78)), "the only pixel of the input");
    assertEquals(Color.WHITE, new Color(image.getRGB(400, 128)), "the first value of the vector");
    assertEquals(Color.BLACK, new Color(image.getRGB(700, 128)), "the second value");
  }
}
