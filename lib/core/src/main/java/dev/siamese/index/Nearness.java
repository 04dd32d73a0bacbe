package dev.siamese.index;

/**
 * How near references are to queries: a judgement of all of them, lower being nearer, that may be
 * too low by a known amount and is never too high; and the distance of those that it leaves in
 * doubt.
 */
interface Nearness {

  /**
   * Judges some queries against the references from a first one on.
   *
   * @param queries ascending
   * @param first a multiple of 4
   * @return a row for each of the queries; belongs to the current scope
   */
  Judgements judge(int[] queries, int first);

  /** Whatever is judged above it is farther from a query than a reference with this judgement. */
  float most(int query, int reference, float judgement);

  /** The distance itself, of a query that was judged last. */
  double distance(int query, int reference);

  /** How many queries are best judged in one go: a multiple of 4. */
  int blockRows();

  /** No distance is below it. */
  default double least() {
    return Double.NEGATIVE_INFINITY;
  }
}
