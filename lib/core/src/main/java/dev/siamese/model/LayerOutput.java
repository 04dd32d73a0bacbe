package dev.siamese.model;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A layer's output for one sample.
 *
 * @param name of the layer, such as {@code convolution}
 * @param shape of the output for one sample: (channels, height, width) of an image, (D) of a vector
 * @param parameterCount the number of trainable parameters of the layer
 * @param values of the output in row-major order
 */
public record LayerOutput(String name, int[] shape, long parameterCount, float[] values) {

  /** {@return the shape as text, such as {@code 16 × 28 × 28}} */
  public String formatShape() {
    return Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(" × "));
  }

  @Override
  public String toString() {
    return "%s: %s, %,d parameters".formatted(name, formatShape(), parameterCount);
  }
}
