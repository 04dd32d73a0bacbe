package dev.siamese.distance;

import java.util.Arrays;

/**
 * What some rows are told before their turn: written one after the other, whomever it is for, so
 * that it stays near the processor. Everything told leads to what its row was told before.
 */
final class Told {

  /** Where there is nothing before. */
  static final int NOTHING = -1;

  private int[] rows = new int[256];
  private float[] judgements = new float[256];
  private int[] before = new int[256];
  private int size;

  /**
   * Writes something down.
   *
   * @param before what its listener was told last
   * @return the place of this
   */
  int add(int row, float judgement, int before) {
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, 2 * size);
      judgements = Arrays.copyOf(judgements, 2 * size);
      this.before = Arrays.copyOf(this.before, 2 * size);
    }
    rows[size] = row;
    judgements[size] = judgement;
    this.before[size] = before;
    return size++;
  }

  /** Lets a listener's list have all that it was told. */
  void recall(int last, Shortlist list) {
    for (int i = last; i != NOTHING; i = before[i]) {
      list.add(rows[i], judgements[i]);
    }
  }
}
