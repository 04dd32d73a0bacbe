package dev.siamese.data;

import java.util.stream.IntStream;

/**
 * Data that comes as pairs and not as classes: two rows of a data set, and how similar they are.
 *
 * @param data what the rows point into; its own labels are not used
 * @param left a row of each pair
 * @param right the other row of each pair
 * @param similarity 1 for the same, 0 for different, or a grade between
 */
public record LabeledPairs(Dataset data, int[] left, int[] right, float[] similarity) {

  public LabeledPairs {
    if (left.length != right.length || left.length != similarity.length) {
      throw new IllegalArgumentException(
          "%d left rows, %d right rows and %d similarities: a pair needs one of each"
              .formatted(left.length, right.length, similarity.length));
    }
  }

  /**
   * Pairs that are the same or not.
   *
   * @param same true where the two rows belong together
   */
  public static LabeledPairs of(Dataset data, int[] left, int[] right, boolean[] same) {
    var similarity = new float[same.length];
    for (int i = 0; i < same.length; i++) {
      similarity[i] = same[i] ? 1 : 0;
    }
    return new LabeledPairs(data, left, right, similarity);
  }

  /** Some of the pairs, in the order given. */
  public LabeledPairs select(int... pairs) {
    var grades = new float[pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      grades[i] = similarity[pairs[i]];
    }
    return new LabeledPairs(
        data,
        IntStream.of(pairs).map(i -> left[i]).toArray(),
        IntStream.of(pairs).map(i -> right[i]).toArray(),
        grades);
  }

  /** The number of pairs. */
  public int size() {
    return left.length;
  }
}
