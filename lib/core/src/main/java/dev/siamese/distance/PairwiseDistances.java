package dev.siamese.distance;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.NonFinite;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The distances of pairs of vectors, without gradients. The vectors are copied to the Java heap.
 *
 * <p>Euclidean, squared Euclidean and cosine distances are computed in double precision from the
 * differences of the values, so that equal vectors are at distance 0 and small distances do not
 * suffer from cancellation. Every other distance is computed by its own methods.
 */
public final class PairwiseDistances {

  /** Numbers transferred or computed at once: 16 MB. */
  private static final int BLOCK = 1 << 21;

  private final Distance distance;
  private final Device device;
  private final DataType type;
  private final int size;
  private final int dimensions;
  private final double[] values; // row by row; L2-normalised for cosine distance
  private final boolean[] zero; // rows that cannot be normalised

  /** Receives two rows, the lower one first, and their distance. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Called for one pair after another.
     *
     * @param row the lower row
     * @param other the higher row
     * @param distance between them
     */
    void visit(int row, int other, double distance);
  }

  /**
   * Copies vectors.
   *
   * @param vectors (N, D)
   * @param distance to compute
   * @throws IllegalArgumentException if a row contains NaN or infinity
   */
  public PairwiseDistances(NDArray vectors, Distance distance) {
    var shape = vectors.getShape();
    if (shape.dimension() != 2) {
      throw new IllegalArgumentException("vectors must have shape (N, D), not " + shape);
    }
    this.distance = distance;
    device = vectors.getDevice();
    type = vectors.getDataType() == DataType.FLOAT64 ? DataType.FLOAT64 : DataType.FLOAT32;
    size = Math.toIntExact(shape.get(0));
    dimensions = Math.toIntExact(shape.get(1));
    values = new double[Math.multiplyExact(size, dimensions)];
    zero = new boolean[size];
    int block = Math.max(1, BLOCK / Math.max(1, dimensions));
    for (int from = 0; from < size; from += block) {
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        var some = vectors.stopGradient().get(from + ":" + Math.min(size, from + block));
        var copied = Tensors.toDoubleArray(some.toType(DataType.FLOAT64, false));
        System.arraycopy(copied, 0, values, from * dimensions, copied.length);
      }
    }
    var invalid = IntStream.range(0, size).filter(row -> !isFinite(row)).toArray();
    if (invalid.length > 0) {
      throw new IllegalArgumentException(
          "NaN or infinity in %s of %d vectors".formatted(NonFinite.describeRows(invalid), size));
    }
    if (distance == Distances.COSINE) {
      IntStream.range(0, size).parallel().forEach(this::normalise);
    }
  }

  private boolean isFinite(int row) {
    return Arrays.stream(values, row * dimensions, (row + 1) * dimensions)
        .allMatch(Double::isFinite);
  }

  private void normalise(int row) {
    var vector = vector(row);
    double largest = Arrays.stream(vector).map(Math::abs).max().orElse(0);
    zero[row] = largest == 0;
    if (!zero[row]) {
      double squares = 0;
      for (int d = 0; d < dimensions; d++) {
        vector[d] /= largest; // no square overflows
        squares += vector[d] * vector[d];
      }
      double length = Math.sqrt(squares);
      for (int d = 0; d < dimensions; d++) {
        values[row * dimensions + d] = vector[d] / length;
      }
    }
  }

  /** {@return the number of vectors, N} */
  public int size() {
    return size;
  }

  /** {@return the length of the vectors, D} */
  public int dimensions() {
    return dimensions;
  }

  /** {@return the distance that is computed} */
  public Distance distance() {
    return distance;
  }

  /** {@return the device of the vectors that were copied} */
  public Device device() {
    return device;
  }

  /**
   * {@return a copy of a row in double precision, L2-normalised for cosine distance: (D)}
   *
   * @param row from 0 to N − 1
   */
  public double[] vector(int row) {
    return Arrays.copyOfRange(values, row * dimensions, (row + 1) * dimensions);
  }

  /**
   * {@return whether a row is a zero vector, which is at cosine distance 1 from every row}
   *
   * @param row from 0 to N − 1
   */
  public boolean isZero(int row) {
    return zero[row];
  }

  /** {@return whether the distance is Euclidean, squared Euclidean or cosine distance} */
  public boolean isEuclidean() {
    return distance == Distances.EUCLIDEAN
        || distance == Distances.SQUARED_EUCLIDEAN
        || distance == Distances.COSINE;
  }

  /**
   * {@return the distance of a row to a row of other vectors, if {@link #isEuclidean}}
   *
   * @param row of these vectors
   * @param others vectors of the same length
   * @param other row of the other vectors
   */
  public double euclidean(int row, PairwiseDistances others, int other) {
    double squared =
        SquaredDistance.between(
            values, row * dimensions, others.values, other * dimensions, dimensions);
    if (distance == Distances.COSINE) {
      return zero[row] || others.zero[other] ? 1 : 0.5 * squared;
    }
    return distance == Distances.EUCLIDEAN ? Math.sqrt(squared) : squared;
  }

  /**
   * {@return the distances of P pairs of rows: (P)}
   *
   * @param first the first row of each pair
   * @param second the second row of each pair
   */
  public double[] between(int[] first, int[] second) {
    var distances = new double[first.length];
    if (isEuclidean()) {
      Arrays.parallelSetAll(distances, i -> euclidean(first[i], this, second[i]));
      return distances;
    }
    int block = Math.max(1, BLOCK / dimensions);
    for (int from = 0; from < first.length; from += block) {
      int to = Math.min(first.length, from + block);
      try (var manager = Torch.manager(device)) {
        var a = array(manager, IntStream.range(from, to).map(i -> first[i]));
        var b = array(manager, IntStream.range(from, to).map(i -> second[i]));
        var some = distance.paired(a, b).toType(DataType.FLOAT64, false);
        System.arraycopy(Tensors.toDoubleArray(some), 0, distances, from, to - from);
      }
    }
    return distances;
  }

  private NDArray array(NDManager manager, IntStream rows) {
    var some = rows.mapToObj(this::vector).flatMapToDouble(Arrays::stream).toArray();
    return manager
        .create(some, new Shape(some.length / dimensions, dimensions))
        .toType(type, false);
  }

  /**
   * {@return all distances of a range of rows to a range of other vectors, row-major}
   *
   * @param from the first row
   * @param to the row after the last
   * @param others vectors of the same length
   * @param fromOther the first row of the other vectors
   * @param toOther the row after the last of the other vectors
   */
  public double[] block(int from, int to, PairwiseDistances others, int fromOther, int toOther) {
    if (!isEuclidean()) {
      try (var manager = Torch.manager(device)) {
        var a = array(manager, IntStream.range(from, to));
        var b = others.array(manager, IntStream.range(fromOther, toOther));
        return Tensors.toDoubleArray(distance.allPairs(a, b).toType(DataType.FLOAT64, false));
      }
    }
    int columns = toOther - fromOther;
    var distances = new double[(to - from) * columns];
    IntStream.range(fromOther, toOther)
        .parallel()
        .forEach(
            other -> {
              for (int row = from; row < to; row++) {
                distances[(row - from) * columns + other - fromOther] =
                    euclidean(row, others, other);
              }
            });
    return distances;
  }

  /**
   * Visits all N (N − 1) / 2 pairs of rows, row by row.
   *
   * @param visitor called in this thread
   */
  public void forEachPair(Visitor visitor) {
    int rows = Math.max(1, BLOCK / Math.max(1, size));
    for (int from = 0; from < size; from += rows) {
      int to = Math.min(size, from + rows);
      var distances = block(from, to, this, from, size);
      for (int row = from; row < to; row++) {
        for (int other = row + 1; other < size; other++) {
          visitor.visit(row, other, distances[(row - from) * (size - from) + other - from]);
        }
      }
    }
  }
}
