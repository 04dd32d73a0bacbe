package dev.siamese.index;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What rows are told before their turn: what judgements of earlier rows concern them. It is written
 * down for a stripe of rows in the order of telling, whomever it is for, so that it stays near the
 * processor.
 */
final class Told {

  /** What a row is told at most: memory must not grow with the number of pairs. */
  private static final int KEPT = 512;

  /** Longs of judgements in a stripe. */
  private static final int STRIPE = 128;

  private static final int NOTHING = -1;

  private final Rounding rounding;
  private final Neighbours.Choice choice;
  private final float[] limits;
  private final long[] bars; // the limits, packed like judgements
  private final int[] heard; // how much each row was told
  private final int[] last; // the place of what it was told last
  private final Log[] logs; // for each stripe, null when its rows have had their turn

  /**
   * Begins to listen.
   *
   * @param limits for each row: a judgement above does not concern it; NaN if none does, as for
   *     whoever has come to hear too much
   */
  Told(Rounding rounding, Neighbours.Choice choice, float[] limits) {
    this.rounding = rounding;
    this.choice = choice;
    this.limits = limits;
    bars = new long[(limits.length + rounding.perLong() - 1) / rounding.perLong()];
    for (int row = 0; row < limits.length; row++) {
      setBar(row, limits[row]);
    }
    heard = new int[limits.length];
    last = new int[limits.length];
    Arrays.fill(last, NOTHING);
    logs = new Log[bars.length / STRIPE + 1];
    Arrays.setAll(logs, stripe -> new Log());
  }

  private void setBar(int row, float bar) {
    int at = row / rounding.perLong();
    bars[at] = rounding.withBar(bars[at], row % rounding.perLong(), bar);
  }

  /** Tells all rows after a block of them. */
  void tell(Judgements judged, int from, int to) {
    if (to < limits.length) {
      int next = to / rounding.perLong() / STRIPE;
      Arrays.fill(logs, 0, next, null);
      IntStream.range(next, logs.length).parallel().forEach(i -> tell(judged, from, to, i));
    }
  }

  private void tell(Judgements judged, int from, int to, int stripe) {
    int start = Math.max(to / rounding.perLong(), stripe * STRIPE);
    var part = new long[Math.max(0, Math.min(bars.length, (stripe + 1) * STRIPE) - start)];
    int offset = start - from / rounding.perLong();
    for (int row = from; row < to; row++) {
      int teller = row;
      Judgements.Found hear =
          (listener, judgement) -> hear(logs[stripe], listener, teller, judgement);
      judged.copy(row - from, offset, part);
      for (int i = 0; i < part.length; i++) {
        long within = rounding.within(part[i], bars[start + i]);
        if (within != 0) {
          judged.find(offset + i, part[i], within, hear);
        }
      }
    }
  }

  private void hear(Log log, int listener, int row, float judgement) {
    if (judgement <= limits[listener] && choice.includes(listener, row)) {
      last[listener] = log.add(row, judgement, last[listener]);
      if (++heard[listener] > KEPT) {
        limits[listener] = Float.NaN;
        setBar(listener, Float.NaN);
      }
    }
  }

  /** A row that has been told all that concerns it gets it into its list. */
  void recall(int row, Shortlist list) {
    if (last[row] != NOTHING) {
      logs[row / rounding.perLong() / STRIPE].recall(last[row], list);
    }
  }

  /** Each entry leads to what its listener was told before. */
  private static final class Log {

    private static final int FIRST = 4096;

    private int[] rows = new int[FIRST];
    private float[] judgements = new float[FIRST];
    private int[] before = new int[FIRST];
    private int size;

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

    void recall(int last, Shortlist list) {
      for (int i = last; i != NOTHING; i = before[i]) {
        list.add(rows[i], judgements[i]);
      }
    }
  }
}
