package dev.siamese.index;

import java.util.Arrays;

/**
 * The references that may be among the nearest of one query: all whose judgement is within what as
 * many others as are wanted are for certain.
 */
final class Shortlist {

  private final Nearness nearness;
  private final Neighbours.Choice choice;
  private final int query;
  private final int wanted;
  private final float limit;
  private final float[] certain; // the lowest that are certain: a heap, the highest at its root
  private int[] rows;
  private float[] judgements;
  private int size;

  /**
   * Begins a list.
   *
   * @param limit a judgement above it keeps a reference out from the beginning; a guess, which
   *     {@link #isComplete} must bear out
   */
  Shortlist(Nearness nearness, Neighbours.Choice choice, int query, int wanted, float limit) {
    this.nearness = nearness;
    this.choice = choice;
    this.query = query;
    this.wanted = wanted;
    this.limit = limit;
    certain = new float[wanted];
    Arrays.fill(certain, Float.POSITIVE_INFINITY);
    rows = new int[2 * wanted + 8];
    judgements = new float[rows.length];
  }

  /** A judgement above it keeps a reference out. */
  float bar() {
    return Math.min(limit, certain[0]);
  }

  /** Whether nobody was kept out by the limit alone. */
  boolean isComplete() {
    return limit == Float.POSITIVE_INFINITY || certain[0] <= limit;
  }

  /** Lets in all of a row of judgements that are not kept out. */
  void add(Judgements judged, long[] row) {
    var rounding = judged.rounding();
    long bars = rounding.bars(bar());
    for (int i = 0; i < row.length; i++) {
      long within = rounding.within(row[i], bars);
      if (within != 0) {
        judged.find(i, row[i], within, this::add);
        bars = rounding.bars(bar());
      }
    }
  }

  /** Lets in one unless it is kept out or may not be chosen; what is no number is let in. */
  void add(int row, float judgement) {
    if (judgement > bar() || !mayBeChosen(row)) {
      return;
    }
    if (size == rows.length) {
      if (drop() > rows.length / 2) {
        rows = Arrays.copyOf(rows, 2 * rows.length);
        judgements = Arrays.copyOf(judgements, rows.length);
      }
    }
    rows[size] = row;
    judgements[size++] = judgement;
    float most = nearness.most(query, row, judgement);
    if (most < certain[0]) {
      lower(most);
    }
  }

  private boolean mayBeChosen(int row) {
    double beyond = choice.beyond(query);
    return choice.includes(query, row)
        && (beyond == Double.NEGATIVE_INFINITY || nearness.distance(query, row) > beyond);
  }

  /** Puts what is certain of another one in the place of the highest. */
  private void lower(float most) {
    int hole = 0;
    for (int child = 1; child < wanted; child = 2 * hole + 1) {
      if (child + 1 < wanted && certain[child + 1] > certain[child]) {
        child++;
      }
      if (most >= certain[child]) {
        break;
      }
      certain[hole] = certain[child];
      hole = child;
    }
    certain[hole] = most;
  }

  /**
   * Drops whoever is above the bar by now.
   *
   * @return how many are left
   */
  int drop() {
    float bar = bar();
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (!(judgements[i] > bar)) {
        rows[kept] = rows[i];
        judgements[kept++] = judgements[i];
      }
    }
    size = kept;
    return kept;
  }

  /** How many it has, dropped ones included. */
  int size() {
    return size;
  }

  /** The nearest by distance, and by row where that is equal. */
  int[] nearest() {
    var candidates = Arrays.copyOf(rows, drop());
    Arrays.sort(candidates);
    var distances = new double[size];
    var least = new int[wanted]; // rows of the least distance that there can be
    int leastCount = 0;
    for (int i = 0; i < size; i++) {
      distances[i] = nearness.distance(query, candidates[i]) + 0.0; // -0 is 0
      if (distances[i] <= nearness.least()) {
        least[leastCount++] = candidates[i];
        if (leastCount == wanted) {
          return least; // no later row comes before these, however many are equal
        }
      }
    }
    var sorted = distances.clone();
    Arrays.sort(sorted);
    var nearest = new int[size];
    var taken = new int[size];
    for (int i = 0; i < size; i++) {
      int place = firstOf(sorted, distances[i]);
      nearest[place + taken[place]++] = candidates[i];
    }
    return Arrays.copyOf(nearest, Math.min(wanted, size));
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
