package dev.siamese.distance;

import ai.djl.ndarray.NDArray;

/**
 * How near references are to queries: a judgement of all of them, greater being nearer, that may be
 * too high by a known amount and is never too low; and the distance of those that it leaves in
 * doubt.
 */
interface Nearness {

  /** Judges with what is quickest for the distance. */
  static Nearness of(Neighbours neighbours) {
    return neighbours.references().points() != null
        ? new ByProduct(neighbours.queries(), neighbours.references())
        : new Direct(neighbours.queries(), neighbours.references());
  }

  /**
   * Judges some queries against the references from a first one on.
   *
   * @return (to − from, N − first), single precision, on any device; belongs to the current scope
   */
  NDArray judge(int from, int to, int first);

  /** By how much a judgement may be too high. */
  float doubt(int query, int reference);

  /** The distance itself, of a query that was judged last. */
  double distance(int query, int reference);

  /** How many queries are best judged in one go. */
  int blockRows();

  /** Whether a judgement and a distance are those of the reference to the query too. */
  boolean mutual();
}
