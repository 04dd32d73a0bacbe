package dev.siamese.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NeighbourGridTest {

  @Test
  void neighboursAreFramedByTheirClass() {
    var grid = new NeighbourGrid("Nearest", BlackSquares.of(4), 3);
    grid.add(0, new int[] {2, 1}, new double[] {0.25, 0.5});
    var image = grid.draw();
    int step = 72 + 8;
    int middle = 8 + 26 + 36;
    assertEquals(8 + 5 * step, image.getWidth());
    assertEquals(Palette.SAME.getRGB(), image.getRGB(8 + 2 * step, middle));
    assertEquals(Palette.DIFFERENT.getRGB(), image.getRGB(8 + 3 * step, middle));
    assertEquals(0xFFFFFFFF, image.getRGB(8 + 4 * step, middle), "there is no third");
  }
}
