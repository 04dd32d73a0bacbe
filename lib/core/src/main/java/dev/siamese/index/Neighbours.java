package dev.siamese.index;

/**
 * The nearest rows of one query, sorted by ascending distance; ties are sorted by row.
 *
 * @param rows of the index
 * @param distances from the query, in the same order
 */
public record Neighbours(int[] rows, double[] distances) {

  /** {@return the number of neighbours found} */
  public int size() {
    return rows.length;
  }
}
