package dev.siamese.index;

import ai.djl.ndarray.NDScope;
import java.util.stream.IntStream;

/**
 * Finds neighbours block by block: all are judged, few are measured.
 *
 * <p>The judgement of two rows holds for both of them, so that among themselves every pair is
 * judged once, with what is quickest: what a block of queries learns about the rows after it, these
 * are {@link Told}. Whoever would have too much to hear, because many are wanted or equally near,
 * is judged anew when it has its turn, with what is surest.
 */
final class Search {

  /** How many nearest are sought with what is quickest. */
  private static final int WANTED = 64;

  /** More candidates than that are sooner judged anew than measured. */
  private static final int MANY = 1024;

  /** Rows that a thread takes at once. */
  private static final int TOGETHER = 64;

  private final Neighbours neighbours;
  private final int[] wanted;
  private final ByProduct quick; // null where a distance is only known by name
  private final float[] limits; // of judgements with what is quickest; NaN for none
  private final Told told; // null unless the queries are the references
  private Nearness sure; // null until it is needed

  /**
   * Prepares a search; what it makes belongs to the current scope.
   *
   * @param wanted how many neighbours for each query, at most as many as there are references
   */
  Search(Neighbours neighbours, int[] wanted) {
    this.neighbours = neighbours;
    this.wanted = wanted;
    var references = neighbours.references();
    if (references.points() == null) {
      quick = null;
      limits = null;
      told = null;
      sure = new Direct(neighbours.queries(), references);
      return;
    }
    var rounding = Rounding.quickest(references.rows().getDevice());
    quick = byProduct(rounding);
    sure = rounding == Rounding.FLOAT32 ? quick : null;
    int[] few = IntStream.of(wanted).map(count -> count <= WANTED ? count : 0).toArray();
    boolean mutual = neighbours.queries() == references;
    limits = mutual ? sample().limits(few) : new float[few.length];
    for (int query = 0; query < few.length; query++) {
      float limit = mutual ? limits[query] : Float.POSITIVE_INFINITY;
      limits[query] = few[query] > 0 ? limit : Float.NaN;
    }
    told = mutual ? new Told(rounding, neighbours.choice(), limits) : null;
  }

  private Sample sample() {
    return new Sample(quick, neighbours.choice(), wanted.length);
  }

  private ByProduct byProduct(Rounding rounding) {
    return new ByProduct(neighbours.queries(), neighbours.references(), rounding);
  }

  private Nearness sure() {
    if (sure == null) {
      sure = byProduct(Rounding.FLOAT32);
    }
    return sure;
  }

  /** Visits all queries, or those before the thread was interrupted. */
  void run(Neighbours.Visitor visitor) {
    int block = (quick == null ? sure : quick).blockRows();
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
    var nearest = new int[to - from][];
    if (isAnySoughtQuickly(from, told == null ? to : wanted.length)) {
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

  private boolean isAnySoughtQuickly(int from, int to) {
    return quick != null
        && IntStream.range(from, to).anyMatch(query -> !Float.isNaN(limits[query]));
  }

  private void quickly(int from, int to, int[][] nearest) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var judged = quick.judge(IntStream.range(from, to).toArray(), told == null ? 0 : from);
      Ranges.inParallel(
          from,
          to,
          TOGETHER,
          (start, end) -> {
            var row = new long[judged.longs()];
            for (int query = start; query < end; query++) {
              if (!Float.isNaN(limits[query])) {
                judged.copy(query - from, 0, row);
                nearest[query - from] = quickly(query, judged, row);
              }
            }
          });
      if (told != null) {
        told.tell(judged, from, to);
      }
    }
  }

  /** The nearest, or null if they are not certain or not found quickly. */
  private int[] quickly(int query, Judgements judged, long[] row) {
    var list = shortlist(quick, query, limits[query]);
    if (told != null) {
      told.recall(query, list);
    }
    list.add(judged, row);
    boolean many = list.drop() > MANY && quick != sure;
    return many || !list.isComplete() ? null : list.nearest();
  }

  private void surely(int[] queries, int from, int[][] nearest) {
    var nearness = sure(); // outlives the scope of this block
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var judged = nearness.judge(queries, 0);
      Ranges.inParallel(
          0,
          queries.length,
          TOGETHER,
          (start, end) -> {
            var row = new long[judged.longs()];
            for (int i = start; i < end; i++) {
              judged.copy(i, 0, row);
              var list = shortlist(nearness, queries[i], Float.POSITIVE_INFINITY);
              list.add(judged, row);
              nearest[queries[i] - from] = list.nearest();
            }
          });
    }
  }

  private Shortlist shortlist(Nearness nearness, int query, float limit) {
    return new Shortlist(nearness, neighbours.choice(), query, wanted[query], limit);
  }
}
