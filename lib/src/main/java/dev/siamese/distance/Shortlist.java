package dev.siamese.distance;

import java.util.Arrays;

/**
 * The references that may be among the nearest of one query: all whose judgement reaches what as
 * many others as are wanted have for certain.
 */
final class Shortlist {

  private static final int CHUNK = 512;

  private final Nearness nearness;
  private final Neighbours.Choice choice;
  private final int query;
  private final int wanted;
  private final float[] certain; // the highest that are certain: a heap, the lowest at its root
  private int[] rows;
  private float[] judgements;
  private int size;

  Shortlist(Nearness nearness, Neighbours.Choice choice, int query, int wanted) {
    this.nearness = nearness;
    this.choice = choice;
    this.query = query;
    this.wanted = wanted;
    certain = new float[wanted];
    Arrays.fill(certain, Float.NEGATIVE_INFINITY);
    rows = new int[2 * wanted + 8];
    judgements = new float[rows.length];
  }

  int size() {
    return size;
  }

  /** A judgement below it keeps a reference out. */
  float bar() {
    return certain[0];
  }

  /** Lets in all that are not kept out. */
  void add(float[] judged, int first) {
    var reaching = new int[CHUNK];
    for (int from = 0; from < judged.length; from += CHUNK) {
      int n = reaching(bar(), judged, from, Math.min(judged.length, from + CHUNK), reaching);
      for (int i = 0; i < n; i++) {
        int at = reaching[i];
        // what is no number is let in
        if (!(judged[at] < bar())) {
          add(first + at, judged[at]);
        }
      }
    }
  }

  private static int reaching(float bar, float[] judged, int from, int to, int[] reaching) {
    int n = 0;
    for (int i = from; i < to; i++) {
      if (!(judged[i] < bar)) {
        reaching[n++] = i;
      }
    }
    return n;
  }

  /** Lets in one that is not kept out, if it may be chosen. */
  void add(int row, float judgement) {
    if (!mayBeChosen(row)) {
      return;
    }
    if (size == rows.length) {
      drop();
      if (size > rows.length / 2) {
        rows = Arrays.copyOf(rows, 2 * rows.length);
        judgements = Arrays.copyOf(judgements, rows.length);
      }
    }
    rows[size] = row;
    judgements[size++] = judgement;
    float least = judgement - nearness.doubt(query, row);
    if (least > certain[0]) {
      raise(least);
    }
  }

  private boolean mayBeChosen(int row) {
    double beyond = choice.beyond(query);
    return choice.includes(query, row)
        && (beyond == Double.NEGATIVE_INFINITY || nearness.distance(query, row) > beyond);
  }

  /** Puts what is certain of another one in the place of the lowest. */
  private void raise(float least) {
    int hole = 0;
    for (int child = 1; child < wanted; child = 2 * hole + 1) {
      if (child + 1 < wanted && certain[child + 1] < certain[child]) {
        child++;
      }
      if (least <= certain[child]) {
        break;
      }
      certain[hole] = certain[child];
      hole = child;
    }
    certain[hole] = least;
  }

  /** Drops whoever is below the bar by now. */
  private void drop() {
    float bar = bar();
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (!(judgements[i] < bar)) {
        rows[kept] = rows[i];
        judgements[kept++] = judgements[i];
      }
    }
    size = kept;
  }

  /** The nearest, the lower row first among equals; measures those whose order is in doubt. */
  int[] nearest() {
    drop();
    var order = new long[size];
    for (int i = 0; i < size; i++) {
      order[i] = (long) descending(judgements[i]) << 32 | rows[i];
    }
    Arrays.sort(order);
    var nearest = Arrays.stream(order).mapToInt(key -> (int) key).toArray();
    int found = Math.min(wanted, size);
    for (int start = 0, end; start < found; start = end) {
      end = start + 1;
      float least = least(order[start]);
      while (end < size && !(judgement(order[end]) < least)) {
        least = Math.min(least, least(order[end++]));
      }
      if (end - start > 1) {
        measure(nearest, start, end);
      }
    }
    return Arrays.copyOf(nearest, found);
  }

  /** A number whose order is the reverse of a judgement's. */
  private static int descending(float judgement) {
    int bits = Float.floatToIntBits(judgement);
    return bits < 0 ? bits & Integer.MAX_VALUE : ~bits;
  }

  private static float judgement(long key) {
    int descending = (int) (key >> 32);
    return Float.intBitsToFloat(descending >= 0 ? descending | Integer.MIN_VALUE : ~descending);
  }

  private float least(long key) {
    return judgement(key) - nearness.doubt(query, (int) key);
  }

  /** Orders a part by distance, and by row where that is equal. */
  private void measure(int[] nearest, int start, int end) {
    Arrays.sort(nearest, start, end);
    var distances = new double[end - start];
    for (int i = start; i < end; i++) {
      distances[i - start] = nearness.distance(query, nearest[i]) + 0.0; // -0 is 0
    }
    var sorted = distances.clone();
    Arrays.sort(sorted);
    var rows = Arrays.copyOfRange(nearest, start, end);
    var taken = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int place = firstOf(sorted, distances[i]);
      nearest[start + place + taken[place]++] = rows[i];
    }
  }

  /** Where a value that is there begins. */
  private static int firstOf(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Double.compare(sorted[middle], value) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
