package dev.siamese.distance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import dev.siamese.engine.Transfer;

/** Judges by the distance itself, asked of all pairs: for distances that are only known by name. */
final class Direct implements Nearness {

  /** Distances in a block: 32 MB of doubles. */
  private static final int CELLS = 1 << 22;

  private final Measured queries;
  private final Measured references;
  private double[] distances; // of the queries judged last
  private int from;
  private int first;

  Direct(Measured queries, Measured references) {
    this.queries = queries;
    this.references = references;
  }

  @Override
  public NDArray judge(int from, int to, int first) {
    this.from = from;
    this.first = first;
    var some = queries.rows().get(new NDIndex("{}:{}", from, to));
    var all = references.rows().get(new NDIndex("{}:", first));
    var block = references.distance().pairwise(some, all);
    distances = Transfer.doubles(block.toType(DataType.FLOAT64, false));
    return block.toType(DataType.FLOAT32, false).neg();
  }

  /** Rounding keeps an order, so that the nearest are among those judged highest. */
  @Override
  public float doubt(int query, int reference) {
    return 0;
  }

  @Override
  public double distance(int query, int reference) {
    return distances[(query - from) * (references.size() - first) + reference - first];
  }

  @Override
  public int blockRows() {
    return Math.max(1, CELLS / references.size());
  }

  @Override
  public boolean mutual() {
    return false;
  }
}
