package dev.siamese.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SpectrogramImageTest {

  @Test
  void lowFrequenciesAreBelowAndLoudIsBlack() {
    var picture = SpectrogramImage.of(new float[][] {{9, 1}, {1, 1}, {1, 5}});
    assertEquals(8, picture.getWidth());
    assertEquals(12, picture.getHeight());
    assertEquals(0x000000, picture.getRGB(0, 11) & 0xFFFFFF);
    assertEquals(0xFFFFFF, picture.getRGB(7, 11) & 0xFFFFFF);
    assertEquals(0x999999, picture.getRGB(7, 0) & 0xFFFFFF);
  }
}
