package dev.siamese.data;

import java.util.stream.IntStream;

/**
 * Pairs of samples with a similarity each, for data that is labelled by pairs and not by classes.
 *
 * @param data the samples; their classes are not used
 * @param left a row of {@code data} per pair
 * @param right the other row of each pair
 * @param similarity 1 for the same, 0 for different, or a value between
 */
public record LabeledPairs(Dataset data, int[] left, int[] right, float[] similarity) {

  /**
   * Checks the values.
   *
   * @param data the samples; their classes are not used
   * @param left a row of {@code data} per pair
   * @param right the other row of each pair
   * @param similarity 1 for the same, 0 for different, or a value between
   * @throws IllegalArgumentException if the arrays have different lengths
   */
  public LabeledPairs {
    if (left.length != right.length || left.length != similarity.length) {
      throw new IllegalArgumentException(
          "%d left rows, %d right rows and %d similarities: their number must be equal"
              .formatted(left.length, right.length, similarity.length));
    }
  }

  /**
   * {@return pairs that are the same (similarity 1) or different (similarity 0)}
   *
   * @param data the samples
   * @param left a row per pair
   * @param right the other row of each pair
   * @param same true where the pair is the same
   */
  public static LabeledPairs of(Dataset data, int[] left, int[] right, boolean[] same) {
    var similarity = new float[same.length];
    for (int i = 0; i < same.length; i++) {
      similarity[i] = same[i] ? 1 : 0;
    }
    return new LabeledPairs(data, left, right, similarity);
  }

  /**
   * {@return some of the pairs, in the order given}
   *
   * @param pairs the indices of the pairs
   */
  public LabeledPairs select(int... pairs) {
    var similarities = new float[pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      similarities[i] = similarity[pairs[i]];
    }
    return new LabeledPairs(
        data,
        IntStream.of(pairs).map(i -> left[i]).toArray(),
        IntStream.of(pairs).map(i -> right[i]).toArray(),
        similarities);
  }

  /** {@return the number of pairs} */
  public int size() {
    return left.length;
  }
}
