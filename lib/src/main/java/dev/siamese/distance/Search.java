package dev.siamese.distance;

import ai.djl.ndarray.NDScope;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Finds neighbours block by block: all are judged, few are measured.
 *
 * <p>The judgement of two rows holds for both of them, so that among themselves every pair is
 * judged once, with what is quickest: what a block of queries learns about the rows after it is
 * kept for them, as far as it may matter. Whoever would have too much to keep, because many are
 * wanted or equally near, is judged anew when it has its turn, with what is surest.
 */
final class Search {

  /** How many a row may want to be told what concerns it. */
  private static final int WANTED = 64;

  /** What a row is told at most: memory must not grow with the number of pairs. */
  private static final int KEPT = 512;

  /** More candidates than that are sooner judged anew than measured. */
  private static final int MANY = 1024;

  /** One row of so many is a sample of them all. */
  private static final int SAMPLED = 16;

  /** Longs of bars whose lists stay near the processor. */
  private static final int STRIPE = 128;

  /** Rows that a thread takes at once. */
  private static final int ROWS = 16;

  private final Neighbours neighbours;
  private final int[] wanted;
  private final boolean mutual;
  private final Rounding rounding;
  private final ByProduct quick; // null where a distance is only known by name
  private Nearness sure; // null until it is needed
  private final boolean[] open; // rows that are told what concerns them
  private final float[] limits; // of what they are told
  private final long[] bars; // of these lists, packed like judgements
  private final int[] heard; // how much they were told
  private final int[] last; // what they were told last
  private final Told[] told; // to the rows of each stripe

  Search(Neighbours neighbours, int[] wanted) {
    this.neighbours = neighbours;
    this.wanted = wanted;
    var references = neighbours.references();
    mutual = neighbours.queries() == references;
    rounding = Rounding.quickest(references.rows().getDevice());
    quick = references.points() == null ? null : byProduct(rounding);
    sure = rounding == Rounding.FLOAT32 ? quick : null;
    int n = wanted.length;
    open = new boolean[n];
    for (int query = 0; query < n; query++) {
      open[query] = quick != null && wanted[query] > 0 && wanted[query] <= WANTED;
    }
    limits = new float[n];
    Arrays.fill(limits, Float.POSITIVE_INFINITY);
    bars = new long[(n + rounding.perLong() - 1) / rounding.perLong()];
    heard = new int[n];
    last = new int[n];
    Arrays.fill(last, Told.NOTHING);
    told = new Told[bars.length / STRIPE + 1];
    Arrays.setAll(told, stripe -> new Told());
  }

  private ByProduct byProduct(Rounding rounding) {
    return new ByProduct(neighbours.queries(), neighbours.references(), rounding);
  }

  private Shortlist shortlist(Nearness nearness, int query, int wanted, float limit) {
    return new Shortlist(nearness, neighbours.choice(), query, wanted, limit);
  }

  private void setBar(int row, float bar) {
    int at = row / rounding.perLong();
    bars[at] = rounding.withBar(bars[at], row % rounding.perLong(), bar);
  }

  private Nearness sure() {
    if (sure == null) {
      sure =
          quick == null
              ? new Direct(neighbours.queries(), neighbours.references())
              : byProduct(Rounding.FLOAT32);
    }
    return sure;
  }

  void run(Neighbours.Visitor visitor) {
    int block = (quick == null ? sure() : quick).blockRows();
    if (mutual && quick != null) {
      limit(block);
      Arrays.fill(bars, rounding.bars(Float.NEGATIVE_INFINITY));
      for (int row = 0; row < open.length; row++) {
        setBar(row, open[row] ? limits[row] : Float.NEGATIVE_INFINITY);
      }
    }
    for (int from = 0; from < wanted.length; from += block) {
      if (from > 0 && Thread.currentThread().isInterrupted()) {
        return;
      }
      int to = Math.min(wanted.length, from + block);
      var nearest = nearest(from, to);
      for (int query = from; query < to; query++) {
        if (wanted[query] > 0) {
          visitor.visit(query, nearest[query - from]);
        }
      }
    }
  }

  /**
   * Limits what rows are to be told, by a sample: somewhat more of it than is to be expected are
   * nearer than as many as are wanted of all. Where that is wrong, a row is judged anew.
   */
  private void limit(int block) {
    var random = new SplittableRandom(1);
    int[] sample =
        IntStream.range(0, open.length / SAMPLED / 4 * 4)
            .map(i -> SAMPLED * i + random.nextInt(SAMPLED))
            .toArray();
    for (int from = 0; sample.length > 0 && from < open.length; from += block) {
      int[] rows =
          IntStream.range(from, Math.min(open.length, from + block))
              .filter(row -> open[row])
              .toArray();
      if (rows.length > 0) {
        limit(rows, sample);
      }
    }
  }

  private void limit(int[] rows, int[] sample) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var judged = quick.judge(rows, sample);
      inStripes(
          0,
          rows.length,
          ROWS,
          (start, end) -> {
            var row = new long[judged.longs()];
            for (int i = start; i < end; i++) {
              int query = rows[i];
              double expected = (double) wanted[query] / SAMPLED;
              int enough = (int) Math.ceil(1 + expected + 3 * Math.sqrt(expected));
              var list = shortlist(quick, query, enough, Float.POSITIVE_INFINITY);
              judged.copy(i, 0, row);
              list.add(judged, row);
              limits[query] = list.bar();
            }
          });
    }
  }

  private int[][] nearest(int from, int to) {
    var nearest = new int[to - from][];
    if (IntStream.range(from, mutual ? open.length : to).anyMatch(row -> open[row])) {
      quickly(from, to, nearest);
    }
    int[] anew =
        IntStream.range(from, to)
            .filter(query -> wanted[query] > 0 && nearest[query - from] == null)
            .toArray();
    if (anew.length > 0) {
      surely(anew, from, nearest);
    }
    return nearest;
  }

  private void quickly(int from, int to, int[][] nearest) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var judged = quick.judge(IntStream.range(from, to).toArray(), mutual ? from : 0);
      inStripes(
          from,
          to,
          ROWS,
          (start, end) -> {
            var row = new long[judged.longs()];
            for (int query = start; query < end; query++) {
              if (open[query]) {
                var list = shortlist(quick, query, wanted[query], limits[query]);
                told[stripe(query)].recall(last[query], list);
                judged.copy(query - from, 0, row);
                list.add(judged, row);
                boolean few = list.drop() <= MANY || quick == sure;
                nearest[query - from] = few && list.isComplete() ? list.nearest() : null;
              }
            }
          });
      if (mutual && to < open.length) {
        int next = stripe(to);
        Arrays.fill(told, 0, next, null);
        IntStream.range(next, told.length)
            .parallel()
            .forEach(stripe -> tell(judged, from, to, stripe));
      }
    }
  }

  private void surely(int[] queries, int from, int[][] nearest) {
    var nearness = sure(); // outlives the scope of this block
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var judged = nearness.judge(queries, 0);
      inStripes(
          0,
          queries.length,
          ROWS,
          (start, end) -> {
            var row = new long[judged.longs()];
            for (int i = start; i < end; i++) {
              judged.copy(i, 0, row);
              var list =
                  shortlist(nearness, queries[i], wanted[queries[i]], Float.POSITIVE_INFINITY);
              list.add(judged, row);
              nearest[queries[i] - from] = list.nearest();
            }
          });
    }
  }

  private int stripe(int row) {
    return row / rounding.perLong() / STRIPE;
  }

  /** Tells a block's judgements to the rows after it in a stripe. */
  private void tell(Judgements judged, int from, int to, int stripe) {
    int start = Math.max(to / rounding.perLong(), stripe * STRIPE);
    var part = new long[Math.max(0, Math.min(bars.length, (stripe + 1) * STRIPE) - start)];
    int offset = start - from / rounding.perLong();
    var log = told[stripe];
    for (int row = from; row < to; row++) {
      int teller = row;
      Judgements.Found tell = (listener, judgement) -> tell(log, listener, teller, judgement);
      judged.copy(row - from, offset, part);
      for (int i = 0; i < part.length; i++) {
        long within = rounding.within(part[i], bars[start + i]);
        if (within != 0) {
          judged.find(offset + i, part[i], within, tell);
        }
      }
    }
  }

  private void tell(Told log, int listener, int row, float judgement) {
    if (open[listener]
        && !(judgement > limits[listener])
        && neighbours.choice().includes(listener, row)) {
      last[listener] = log.add(row, judgement, last[listener]);
      if (++heard[listener] > KEPT) {
        open[listener] = false;
        setBar(listener, Float.NEGATIVE_INFINITY);
      }
    }
  }

  private interface Stripe {
    void work(int start, int end);
  }

  private static void inStripes(int from, int to, int width, Stripe stripe) {
    IntStream.rangeClosed(0, (to - from - 1) / width)
        .parallel()
        .forEach(i -> stripe.work(from + i * width, Math.min(to, from + (i + 1) * width)));
  }
}
