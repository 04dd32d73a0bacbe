package dev.siamese.distance;

import ai.djl.ndarray.NDScope;
import java.util.stream.IntStream;

/**
 * Finds neighbours block by block: all are judged, few are measured.
 *
 * <p>Where a judgement of two rows holds for both of them, every pair is judged once: what a block
 * of queries learns about the rows after it is kept for them, as far as it may matter. Whoever has
 * too much to keep, because many are equally near, starts anew when it has its turn.
 */
final class Search {

  /** What is kept at most for a row: memory must not grow with the number of pairs. */
  private static final int KEPT = 128;

  private static final int STRIPES = 8;

  private final Nearness nearness;
  private final Neighbours.Choice choice;
  private final int[] wanted;
  private final int references;
  private final Shortlist[] lists; // what rows know before their turn, null for nothing
  private final float[] bars; // of these lists

  Search(Neighbours neighbours, int[] wanted) {
    this.wanted = wanted;
    references = neighbours.references().size();
    choice = neighbours.choice();
    nearness = Nearness.of(neighbours);
    lists = new Shortlist[wanted.length];
    bars = new float[wanted.length];
    for (int query = 0; query < wanted.length; query++) {
      boolean keeps = nearness.mutual() && wanted[query] > 0 && 2 * wanted[query] < KEPT;
      lists[query] = keeps ? new Shortlist(nearness, choice, query, wanted[query]) : null;
      bars[query] = keeps ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
    }
  }

  void run(Neighbours.Visitor visitor) {
    int block = nearness.blockRows();
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

  private int[][] nearest(int from, int to) {
    boolean anew =
        IntStream.range(from, to).anyMatch(query -> wanted[query] > 0 && lists[query] == null);
    int first = anew ? 0 : from;
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var judged = nearness.judge(from, to, first).toByteBuffer(true).asFloatBuffer();
      var nearest = new int[to - from][];
      inStripes(
          from,
          to,
          (start, end) -> {
            var row = new float[references - first];
            for (int query = start; query < end; query++) {
              if (wanted[query] > 0) {
                judged.get((query - from) * row.length, row);
                var list =
                    anew ? new Shortlist(nearness, choice, query, wanted[query]) : lists[query];
                list.add(row, first);
                nearest[query - from] = list.nearest();
                lists[query] = null;
              }
            }
          });
      if (nearness.mutual()) {
        inStripes(
            to,
            wanted.length,
            (start, end) -> {
              var part = new float[end - start];
              var listeners = new int[end - start];
              for (int row = from; row < to; row++) {
                judged.get((row - from) * (references - first) + start - first, part);
                tell(start, row, part, listeners);
              }
            });
      }
      return nearest;
    }
  }

  /** Tells later rows about one. First who listens, in a loop that does nothing else: */
  private void tell(int start, int row, float[] judged, int[] listeners) {
    int n = 0;
    for (int i = 0; i < judged.length; i++) {
      if (!(judged[i] < bars[start + i])) {
        listeners[n++] = i;
      }
    }
    for (int i = 0; i < n; i++) {
      int query = start + listeners[i];
      if (lists[query] != null) {
        keep(query, row, judged[listeners[i]]);
      }
    }
  }

  private void keep(int query, int row, float judgement) {
    var list = lists[query];
    list.add(row, judgement);
    bars[query] = list.bar();
    if (list.size() > KEPT) {
      lists[query] = null;
      bars[query] = Float.POSITIVE_INFINITY;
    }
  }

  private interface Stripe {
    void work(int start, int end);
  }

  private static void inStripes(int from, int to, Stripe stripe) {
    long length = to - from;
    IntStream.range(0, STRIPES)
        .parallel()
        .forEach(
            i ->
                stripe.work(
                    from + (int) (length * i / STRIPES),
                    from + (int) (length * (i + 1) / STRIPES)));
  }
}
