package dev.siamese.index;

import java.nio.LongBuffer;

/**
 * How near references are to some queries, in the type and the packing of a {@link Rounding}.
 *
 * @param rounding of the numbers
 * @param numbers row after row, each of whole longs
 * @param longs in a row
 * @param references whose numbers they are; what a row has beyond them means nothing
 */
record Judgements(Rounding rounding, LongBuffer numbers, int longs, int[] references) {

  /** Takes a reference whose judgement is within its bar. */
  @FunctionalInterface
  interface Found {
    void found(int reference, float judgement);
  }

  /** Copies a part of a row, from one of its longs on: what is far away is read once. */
  void copy(int row, int from, long[] part) {
    numbers.get(row * longs + from, part);
  }

  /** Finds the references of one long of a row that are within their bars. */
  void find(int at, long judged, long within, Found found) {
    for (long left = within; left != 0; left &= left - 1) {
      int place = rounding.place(left);
      int column = at * rounding.perLong() + place;
      if (column < references.length) {
        found.found(references[column], rounding.number(judged, place));
      }
    }
  }
}
