package dev.siamese.model;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * One layer of a network, and what it made of one sample.
 *
 * @param name in words, such as {@code convolution}
 * @param shape of the output for one sample: (channels, height, width) of a picture, (D) of a
 *     vector
 * @param parameterCount how many numbers of it are trained
 * @param values the numbers it gave, row by row: as many as the shape says
 */
public record LayerOutput(String name, int[] shape, long parameterCount, float[] values) {

  /** {@code 16 × 28 × 28}. */
  public String formatShape() {
    return Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(" × "));
  }

  @Override
  public String toString() {
    return "%s: %s, %,d weights".formatted(name, formatShape(), parameterCount);
  }
}
