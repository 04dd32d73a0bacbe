package dev.siamese.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SpectrogramImageTest {

  @Test
  void lowFrequenciesAreAtTheBottomAndTheMaximumIsBlack() {
    var image = SpectrogramImage.draw(new float[][] {{9, 1}, {1, 1}, {1, 5}});
    assertEquals(8, image.getWidth());
    assertEquals(12, image.getHeight());
    assertEquals(0x000000, image.getRGB(0, 11) & 0xFFFFFF);
    assertEquals(0xFFFFFF, image.getRGB(7, 11) & 0xFFFFFF);
    assertEquals(0x999999, image.getRGB(7, 0) & 0xFFFFFF);
  }
}
