package dev.siamese.index;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.Tensors;
import java.util.stream.IntStream;

/**
 * Judges by one matrix product, for which processors are made: ½|a − b|² = ½|a|² + ½|b|² − a·b. The
 * points are moved to their centre and scaled, so that their numbers are no larger than need be,
 * and rounded. Three errors have bounds, and what the bounds cannot part is measured:
 *
 * <ul>
 *   <li>a rounded point lies an error e beside its place, so that a distance is wrong by less than
 *       the errors of both ends;
 *   <li>a sum of D products made in single precision is wrong by less than D u Σ|x y| in whatever
 *       order it is made (Higham 2002, section 3.1), and |a||b| is at most ½|a|² + ½|b|²: so a
 *       judgement is wrong by no more than one share of |a|² and one of |b|². Both are taken off
 *       it, to err on one side only;
 *   <li>the judgement itself is rounded.
 * </ul>
 */
final class ByProduct implements Nearness {

  /** Twice the unit roundoff of single precision: once more than the bound asks for. */
  private static final double ROUNDOFF = 0x1p-23;

  /** Makes up for what a number may lose when it becomes a float. */
  private static final double UP = 1 + 0x1p-23;

  /** Far below any judgement that matters, and above all that single precision cannot hold. */
  private static final double UNDERFLOW = 1e-30;

  /** Judgements in a block: 32 MB at most, of no more rows than stay near the processor. */
  private static final int CELLS = 1 << 23;

  private static final int ROWS = 256;

  private final Rounding rounding;
  private final Side queries;
  private final Side references;

  ByProduct(Measured queries, Measured references, Rounding rounding) {
    this.rounding = rounding;
    var manager = references.rows().getManager();
    var frame = Frame.around(references.points());
    this.references = new Side(references.points(), frame, rounding, manager);
    this.queries =
        queries == references
            ? this.references
            : new Side(queries.points(), frame, rounding, manager);
  }

  @Override
  public Judgements judge(int[] queries, int first) {
    var others = references.right.get(new NDIndex("{}:", first));
    return judge(queries, others, IntStream.range(first, references.points.size()).toArray());
  }

  /** Judges some queries against some references: a multiple of 4 of them. */
  Judgements judge(int[] queries, int[] references) {
    return judge(queries, rows(this.references.right, references), references);
  }

  private Judgements judge(int[] queries, NDArray others, int[] references) {
    var product = rows(this.queries.left, queries).matMul(others.transpose());
    var numbers = Tensors.rawBits(product);
    return new Judgements(rounding, numbers, numbers.limit() / queries.length, references);
  }

  private static NDArray rows(NDArray factor, int[] rows) {
    return factor.get(new NDIndex("{}", Tensors.indices(factor.getManager(), rows)));
  }

  /** The distance that a judgement may mean at most, and then the least judgement beyond it. */
  @Override
  public float most(int query, int reference, float judgement) {
    double half =
        Math.max(0, judgement) * (1 + 2 * rounding.unit())
            + 2 * ((double) queries.shares[query] + references.shares[reference]);
    double distance =
        Math.sqrt(2 * half)
            + 2 * (double) queries.errors[query]
            + references.errors[reference]
            + references.largestError;
    return (float) (0.5 * distance * distance * (1 + rounding.unit()) * UP);
  }

  @Override
  public double least() {
    return 0;
  }

  @Override
  public double distance(int query, int reference) {
    return queries.points.distance(query, references.points, reference);
  }

  @Override
  public int blockRows() {
    return Math.max(4, Math.min(ROWS, CELLS / references.points.size() / 4 * 4));
  }

  /** Where the points are moved from, and by what they are scaled. */
  private record Frame(double[] centre, double scale) {

    static Frame around(Points points) {
      var centre = new double[points.dimensions()];
      for (int row = 0; row < points.size(); row++) {
        var point = points.row(row);
        for (int d = 0; d < centre.length; d++) {
          centre[d] += point[d] / points.size();
        }
      }
      double largest = 0;
      for (int row = 0; row < points.size(); row++) {
        var point = points.row(row);
        for (int d = 0; d < centre.length; d++) {
          largest = Math.max(largest, Math.abs(point[d] - centre[d]));
        }
      }
      return new Frame(centre, largest > 0 ? 1 / largest : 1);
    }
  }

  /**
   * The factors a, 1, 1, ½|a|² and −b, ½|b|², 1, 1 whose product is the judgement; the squares are
   * two numbers, the second being what rounding took from the first.
   */
  private static final class Side {

    private static final int MORE = 4; // columns

    private final Points points;
    private final Frame frame;
    private final Rounding rounding;
    private final float[] shares;
    private final float[] errors;
    private final float largestError;
    private final NDArray left; // (N, D + 4)
    private final NDArray right; // (N and up to 3 more, D + 4)

    Side(Points points, Frame frame, Rounding rounding, NDManager manager) {
      this.points = points;
      this.frame = frame;
      this.rounding = rounding;
      shares = new float[points.size()];
      errors = new float[points.size()];
      int columns = points.dimensions() + MORE;
      var factors = new float[(points.size() + 3) / 4 * 4 * columns];
      var rows = IntStream.range(0, points.size());
      rows.parallel().forEach(row -> left(row, factors, row * columns));
      left = type(factors, columns, manager);
      rows = IntStream.range(0, points.size());
      rows.parallel().forEach(row -> right(factors, row * columns, points.dimensions()));
      right = type(factors, columns, manager);
      float largest = 0;
      for (float error : errors) {
        largest = Math.max(largest, error);
      }
      largestError = largest;
    }

    private NDArray type(float[] factors, int columns, NDManager manager) {
      return rounding.type(
          Tensors.create(manager, factors, new Shape(factors.length / columns, columns)));
    }

    private void left(int row, float[] factors, int at) {
      var point = points.row(row);
      double squares = 0;
      double errors = 0;
      for (int d = 0; d < point.length; d++) {
        double exact = (point[d] - frame.centre[d]) * frame.scale;
        float x = rounding.round(exact);
        factors[at + d] = x;
        squares += (double) x * x;
        errors += (exact - x) * (exact - x);
      }
      // zeros are at right angles to all: |0 - v|² is 1, and has to be 2
      squares += points.undirected(row) ? frame.scale * frame.scale : 0;
      double share = 0.5 * (point.length + 16) * ROUNDOFF * squares + UNDERFLOW;
      float half = rounding.round(0.5 * squares);
      float rest = rounding.round(0.5 * squares - half - share);
      share += Math.abs(0.5 * squares - half - share - rest);
      shares[row] = Math.nextUp((float) share);
      this.errors[row] =
          Math.nextUp((float) (Math.sqrt(errors) + 0x1p-48 * Math.sqrt(squares) + UNDERFLOW));
      int more = at + point.length;
      factors[more] = 1;
      factors[more + 1] = 1;
      factors[more + 2] = half;
      factors[more + 3] = rest;
    }

    /** Makes a right factor of a left one. */
    private static void right(float[] factors, int at, int dimensions) {
      for (int d = 0; d < dimensions; d++) {
        factors[at + d] = -factors[at + d];
      }
      int more = at + dimensions;
      factors[more] = factors[more + 2];
      factors[more + 1] = factors[more + 3];
      factors[more + 2] = 1;
      factors[more + 3] = 1;
    }
  }
}
