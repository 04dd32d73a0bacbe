package dev.siamese.chart;

import dev.siamese.model.LayerOutput;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A network layer by layer: the name of each layer, the shape of its output, its number of
 * parameters and its activations for one sample.
 *
 * @param title printed above the layers
 * @param layers as {@link dev.siamese.model.Encoder#layerOutputs} returns them
 */
public record LayerDiagram(String title, List<LayerOutput> layers) implements Chart {

  private static final int TILE = 42; // 28 pixels, enlarged three times in double resolution
  private static final int ROW_HEIGHT = TILE + 10;
  private static final int TOP = 58;
  private static final int LEFT = 330;
  private static final int SHAPE_RIGHT = 215;
  private static final int PARAMETERS_RIGHT = 310;
  private static final int MAX_TILES = 10;
  private static final int MORE = 40;
  private static final int WIDTH = LEFT + MAX_TILES * (TILE + 4) + MORE + 6;

  /**
   * Copies the layers.
   *
   * @param title printed above the layers
   * @param layers from input to output
   */
  public LayerDiagram {
    layers = List.copyOf(layers);
  }

  /**
   * Draws the layers from top to bottom: the first ten channels of an image, every value of a
   * vector as a stripe, on a scale of each layer's own: dark is large, and with negative values
   * purple is below 0 and orange above.
   */
  @Override
  public BufferedImage draw(double pixelRatio) {
    var canvas = Canvas.of(WIDTH, TOP + layers.size() * ROW_HEIGHT, title, pixelRatio);
    var graphics = canvas.graphics();
    graphics.setColor(new Color(0x767676));
    canvas.rightAligned("output", SHAPE_RIGHT, TOP - 10);
    canvas.rightAligned("parameters", PARAMETERS_RIGHT, TOP - 10);
    graphics.drawString("activations of one image: first 10 channels", LEFT, TOP - 10);
    for (int i = 0; i < layers.size(); i++) {
      var layer = layers.get(i);
      int y = TOP + i * ROW_HEIGHT;
      graphics.setColor(Palette.GRID);
      graphics.drawLine(10, y - 5, WIDTH - 10, y - 5);
      graphics.setColor(Palette.TEXT);
      graphics.drawString(layer.name(), 10, y + 25);
      canvas.rightAligned(layer.formatShape(), SHAPE_RIGHT, y + 25);
      long parameters = layer.parameterCount();
      var count = parameters == 0 ? "–" : "%,d".formatted(parameters);
      canvas.rightAligned(count, PARAMETERS_RIGHT, y + 25);
      drawActivations(canvas, layer, y);
    }
    return canvas.finish();
  }

  private static void drawActivations(Canvas canvas, LayerOutput layer, int y) {
    float low = 0;
    float high = 0;
    for (float value : layer.values()) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    var scale = ColorScale.fitting(low, high);
    var shape = layer.shape();
    var graphics = canvas.graphics();
    if (shape.length == 3) {
      for (int channel = 0; channel < Math.min(MAX_TILES, shape[0]); channel++) {
        var tile = image(layer.values(), channel, shape[1], shape[2], scale);
        int x = LEFT + channel * (TILE + 4);
        graphics.drawImage(scaled(tile, 2 * TILE, 2 * TILE), x, y, TILE, TILE, null);
        graphics.setColor(Palette.GRID);
        graphics.drawRect(x, y, TILE, TILE);
      }
      if (shape[0] > MAX_TILES) {
        graphics.setColor(Palette.TEXT);
        graphics.drawString("+ " + (shape[0] - MAX_TILES), WIDTH - MORE, y + 25);
      }
    } else {
      int width = MAX_TILES * (TILE + 4) - 4;
      var row = image(layer.values(), 0, 1, layer.values().length, scale);
      graphics.drawImage(scaled(row, width, TILE), LEFT, y, null);
      graphics.setColor(Palette.GRID);
      graphics.drawRect(LEFT, y, width, TILE);
    }
  }

  private static BufferedImage image(
      float[] values, int channel, int height, int width, ColorScale scale) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < height * width; i++) {
      float value = values[channel * height * width + i];
      image.setRGB(i % width, i / width, scale.colorAt(value).getRGB());
    }
    return image;
  }

  /** Scales without interpolation. */
  private static BufferedImage scaled(BufferedImage image, int width, int height) {
    var scaled = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var graphics = scaled.createGraphics();
    graphics.drawImage(image, 0, 0, width, height, null);
    graphics.dispose();
    return scaled;
  }
}
