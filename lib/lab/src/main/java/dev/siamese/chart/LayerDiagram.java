package dev.siamese.chart;

import dev.siamese.model.LayerOutput;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A network layer by layer: what each is, how large its output is, and what it made of a sample.
 */
public final class LayerDiagram {

  private static final int TILE = 40;
  private static final int ROW = TILE + 10;
  private static final int TOP = 58;
  private static final int LEFT = 330;
  private static final int TILES = 10;
  private static final int WIDTH = LEFT + TILES * (TILE + 4) + 10;

  private LayerDiagram() {}

  /**
   * Draws the layers from top to bottom. Of channels it shows the first ten, of a vector every
   * number as a stripe: the darker, the larger, on a scale of each layer's own.
   *
   * @param layers as {@link dev.siamese.model.Encoder#layerOutputs} gives them
   */
  public static BufferedImage of(String title, List<LayerOutput> layers) {
    var canvas = Canvas.of(WIDTH, TOP + layers.size() * ROW, title);
    var pen = canvas.graphics();
    pen.setColor(new Color(0x767676));
    canvas.rightAligned("output", 230, TOP - 10);
    canvas.rightAligned("weights", 310, TOP - 10);
    pen.drawString("one picture on its way", LEFT, TOP - 10);
    for (int i = 0; i < layers.size(); i++) {
      var layer = layers.get(i);
      int y = TOP + i * ROW;
      pen.setColor(Palette.GRID);
      pen.drawLine(10, y - 5, WIDTH - 10, y - 5);
      pen.setColor(Palette.TEXT);
      pen.drawString(layer.name(), 10, y + 25);
      canvas.rightAligned(layer.formatShape(), 230, y + 25);
      canvas.rightAligned(
          layer.parameterCount() == 0 ? "–" : "%,d".formatted(layer.parameterCount()), 310, y + 25);
      draw(canvas, layer, y);
    }
    return canvas.finish();
  }

  private static void draw(Canvas canvas, LayerOutput layer, int y) {
    float low = 0;
    float high = 0;
    for (float value : layer.values()) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    var scale = ColorScale.values(low, high);
    var shape = layer.shape();
    if (shape.length == 3) {
      for (int channel = 0; channel < Math.min(TILES, shape[0]); channel++) {
        var tile = picture(layer.values(), channel, shape[1], shape[2], scale);
        int x = LEFT + channel * (TILE + 4);
        canvas.graphics().drawImage(tile, x, y, TILE, TILE, null);
        canvas.graphics().setColor(Palette.GRID);
        canvas.graphics().drawRect(x, y, TILE, TILE);
      }
    } else {
      int width = WIDTH - 14 - LEFT;
      int count = layer.values().length;
      var strip = picture(layer.values(), 0, 1, count, scale);
      canvas.graphics().drawImage(wide(strip, width), LEFT, y, null);
      canvas.graphics().setColor(Palette.GRID);
      canvas.graphics().drawRect(LEFT, y, width, TILE);
    }
  }

  private static BufferedImage picture(
      float[] values, int channel, int height, int width, ColorScale scale) {
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < height * width; i++) {
      float value = values[channel * height * width + i];
      picture.setRGB(i % width, i / width, scale.colorAt(value).getRGB());
    }
    return picture;
  }

  /** Stretches a row of pixels to stripes with sharp edges. */
  private static BufferedImage wide(BufferedImage row, int width) {
    var stripes = new BufferedImage(width, TILE, BufferedImage.TYPE_INT_RGB);
    var pen = stripes.createGraphics();
    pen.drawImage(row, 0, 0, width, TILE, null);
    pen.dispose();
    return stripes;
  }
}
