package dev.siamese.evaluation;

/**
 * Two records that are, or are thought to be, the same: an unordered pair of their ids.
 *
 * @param first the smaller id
 * @param second the greater one
 */
public record IdPair(String first, String second) {

  public IdPair {
    if (first.equals(second)) {
      throw new IllegalArgumentException("a pair of \"" + first + "\" with itself is no duplicate");
    }
    if (first.compareTo(second) > 0) {
      var greater = first;
      first = second;
      second = greater;
    }
  }
}
