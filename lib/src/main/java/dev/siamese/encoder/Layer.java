package dev.siamese.encoder;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * One layer of a network, and what it made of one sample.
 *
 * @param name in words, such as {@code convolution}
 * @param shape of the output for one sample: (channels, height, width) of a picture, (D) of a
 *     vector
 * @param weights how many numbers of it are trained
 * @param output the numbers it gave, row by row: as many as the shape says
 */
public record Layer(String name, int[] shape, long weights, float[] output) {

  /** {@code 16 × 28 × 28}. */
  public String size() {
    return Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(" × "));
  }

  @Override
  public String toString() {
    return "%s: %s, %,d weights".formatted(name, size(), weights);
  }
}
