package dev.siamese.index;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import dev.siamese.tensor.internal.Tensors;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Judges by the distance itself, asked of all pairs: for distances that are only known by name. */
final class Direct implements Nearness {

  /** Distances in a block: 32 MB of doubles. */
  private static final int CELLS = 1 << 22;

  private final Measured queries;
  private final Measured references;
  private double[] distances; // of the queries judged last
  private int[] judged;
  private int first;

  Direct(Measured queries, Measured references) {
    this.queries = queries;
    this.references = references;
  }

  @Override
  public Judgements judge(int[] queries, int first) {
    judged = queries;
    this.first = first;
    var some = this.queries.rows(queries);
    var all = references.rows().get(new NDIndex("{}:", first));
    distances = doubles(references.distance().allPairs(some, all));
    int columns = references.size() - first;
    int longs = (columns + 1) / 2;
    var packed = new long[queries.length * longs];
    for (int i = 0; i < distances.length; i++) {
      int column = i % columns;
      // rounding keeps the order, so that the nearest are among those judged lowest
      long bits = Float.floatToIntBits((float) distances[i]) & 0xffffffffL;
      packed[i / columns * longs + column / 2] |= bits << 32 * (column % 2);
    }
    return new Judgements(
        Rounding.FLOAT32,
        LongBuffer.wrap(packed),
        longs,
        IntStream.range(first, references.size()).toArray());
  }

  private static double[] doubles(NDArray block) {
    return Tensors.toDoubleArray(block.toType(DataType.FLOAT64, false));
  }

  @Override
  public float most(int query, int reference, float judgement) {
    return judgement;
  }

  @Override
  public double distance(int query, int reference) {
    int row = Arrays.binarySearch(judged, query);
    return distances[row * (references.size() - first) + reference - first];
  }

  @Override
  public int blockRows() {
    return Math.max(4, CELLS / references.size() / 4 * 4);
  }
}
