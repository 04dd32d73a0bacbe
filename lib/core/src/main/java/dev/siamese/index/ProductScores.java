package dev.siamese.index;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.siamese.distance.Distances;
import dev.siamese.distance.PairwiseDistances;
import dev.siamese.tensor.internal.Bfloat16;
import dev.siamese.tensor.internal.Tensors;
import dev.siamese.tensor.internal.TorchOps;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Scores from a matrix product: ½|q − r|² = ½|q|² + ½|r|² − q·r, for all queries and rows at once.
 *
 * <p>The product has D + 4 columns, (q, 1, 1, ½|q|²) and (−r, ½|r|², 1, 1): a half square takes
 * two, a number and its remainder. Factors are float32, or bfloat16 where the processor has
 * instructions for it, and sums are float32. There are three errors:
 *
 * <ul>
 *   <li>A rounded vector is shifted by a small distance, and so distances change by no more than
 *       the sum of two shifts.
 *   <li>A float32 sum of n products is wrong by less than n u Σ|q r|, u = 2⁻²⁴, in any order of
 *       summation (Higham 2002, section 3.1). This is at most n u (|q|² + |r|²) here. It is
 *       subtracted from the half squares, to make the sums lower bounds.
 *   <li>Scores are rounded to bfloat16, which preserves their order. Read as 16-bit integers, they
 *       have the same order from 0 on.
 * </ul>
 *
 * <p>Centring the vectors keeps the errors small, scaling prevents overflow.
 */
final class ProductScores extends Scores {

  private static final int HALF_SQUARES = 4; // columns
  private static final int CHUNKS = 64;

  private final boolean bfloat16;
  private final double[] centre;
  private final double scale;
  private final Factor left;
  private final Factor right;
  ShortBuffer block; // scores, row-major

  /**
   * One side of the product.
   *
   * @param shift the largest distance of a rounded vector from the original one
   * @param error the largest number subtracted from a half square
   */
  private record Factor(NDArray matrix, double shift, double error) {}

  /** Prepares a product in bfloat16 or float32. */
  ProductScores(
      PairwiseDistances queries,
      PairwiseDistances references,
      NDManager manager,
      boolean bfloat16) {
    super(queries, references);
    this.bfloat16 = bfloat16;
    centre = new double[references.dimensions()];
    for (int row = 0; row < references.size(); row++) {
      var vector = references.vector(row);
      Arrays.setAll(centre, d -> centre[d] + vector[d] / references.size());
    }
    double largest = Math.max(largest(queries), largest(references));
    scale = largest > 0 ? 1 / Math.max(2 * largest, Double.MIN_NORMAL) : 1;
    left = factor(queries, true, manager);
    right = factor(references, false, manager);
  }

  private static double largest(PairwiseDistances vectors) {
    return IntStream.range(0, vectors.size())
        .parallel()
        .mapToDouble(row -> Arrays.stream(vectors.vector(row)).map(Math::abs).max().orElse(0))
        .max()
        .orElse(0);
  }

  private Factor factor(PairwiseDistances vectors, boolean isQuery, NDManager manager) {
    int size = vectors.size();
    int columns = centre.length + HALF_SQUARES;
    var values = new float[Math.multiplyExact(size, columns)];
    var shifts = new double[size];
    var errors = new double[size];
    var rows = IntStream.range(0, size).parallel();
    rows.forEach(
        row -> {
          var vector = vectors.vector(row);
          int at = row * columns;
          // one more dimension puts a zero vector at cosine distance 1 from all
          double squares = vectors.isZero(row) ? scale * scale : 0;
          double shift = 0;
          for (double value : vector) {
            double x = (value - centre[at % columns]) * scale;
            float rounded = round((float) x);
            values[at++] = isQuery ? rounded : -rounded;
            squares += (double) rounded * rounded;
            shift += (x - rounded) * (x - rounded);
          }
          double error = (columns + 12) * 0x1p-24 * squares + 1e-30; // and underflow
          float half = round((float) (0.5 * squares));
          float remainder = round((float) (0.5 * squares - half - error));
          float[] more =
              isQuery ? new float[] {1, 1, half, remainder} : new float[] {half, remainder, 1, 1};
          System.arraycopy(more, 0, values, at, HALF_SQUARES);
          errors[row] = error + Math.abs(0.5 * squares - half - error - remainder);
          shifts[row] = Math.sqrt(shift) + 1e-30;
        });
    var matrix = Tensors.create(manager, values, new Shape(size, columns));
    return new Factor(
        bfloat16 ? TorchOps.toBfloat16(matrix) : matrix,
        Arrays.stream(shifts).max().orElse(0),
        Arrays.stream(errors).max().orElse(0));
  }

  private float round(float x) {
    return bfloat16 ? Bfloat16.toFloat(Bfloat16.toBits(x)) : x;
  }

  @Override
  void compute(int fromQuery, int toQuery, int fromRow, int toRow) {
    this.fromQuery = fromQuery;
    this.fromRow = fromRow;
    rows = toRow - fromRow;
    var q = left.matrix.get(new NDIndex("{}:{}", fromQuery, toQuery));
    var r = right.matrix.get(new NDIndex("{}:{}", fromRow, toRow));
    var product = q.matMul(r.transpose()).toDevice(Device.cpu(), false);
    block = Tensors.rawBits(bfloat16 ? product : TorchOps.toBfloat16(product));
  }

  @Override
  void scan(Candidates candidates) {
    var scores = new short[rows];
    block.get((candidates.query - fromQuery) * rows, scores);
    if (fromRow == 0 && candidates.filter == ExactIndex.Filter.ALL) {
      setLimit(candidates, scores);
    }
    int i = next(scores, 0, Bfloat16.toBits(candidates.limit));
    while (i < rows) {
      candidates.add(fromRow + i, Bfloat16.toFloat(scores[i]));
      i = next(scores, i + 1, Bfloat16.toBits(candidates.limit));
    }
  }

  /** A first limit from the smallest scores of chunks, one of which may be the query's own. */
  private void setLimit(Candidates candidates, short[] scores) {
    var smallest = new short[CHUNKS];
    Arrays.fill(smallest, Short.MAX_VALUE);
    for (int i = 0; i < rows; i++) {
      smallest[i % CHUNKS] = (short) Math.min(smallest[i % CHUNKS], scores[i]);
    }
    Arrays.sort(smallest);
    if (candidates.k < Math.min(rows, CHUNKS)) {
      candidates.limit =
          Math.min(candidates.limit, upper(Bfloat16.toFloat(smallest[candidates.k])));
    }
  }

  /** The next place of a score up to a limit: a loop so small that the JIT compiles it well. */
  private static int next(short[] scores, int from, short limit) {
    int i = from;
    while (i < scores.length && scores[i] > limit) {
      i++;
    }
    return i;
  }

  @Override
  float upper(double score) {
    double half = Math.max(0, score) * (1 + 0x1p-7) + 2 * (left.error + right.error);
    return scoreWithin(Math.sqrt(2 * half) + left.shift + right.shift);
  }

  @Override
  float score(double distance) {
    double squared =
        references.distance() == Distances.EUCLIDEAN
            ? distance * distance
            : references.distance() == Distances.COSINE ? 2 * distance : distance;
    return scoreWithin(Math.sqrt(Math.max(0, squared)) * scale);
  }

  /** An upper bound of the scores of rows up to a scaled Euclidean distance. */
  private float scoreWithin(double distance) {
    double rounded = distance + left.shift + right.shift;
    return Math.nextUp((float) (0.5 * rounded * rounded));
  }

  @Override
  double distance(int query, int row, double score) {
    return queries.euclidean(query, references, row);
  }
}
