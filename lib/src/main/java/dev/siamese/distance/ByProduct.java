package dev.siamese.distance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.siamese.engine.Transfer;

/**
 * Judges by one matrix product in single precision, for which processors are made: −½|a − b|² = a·b
 * − ½|a|² − ½|b|². Its cancellation errors have a bound, and what the bound cannot part is measured
 * in double precision.
 *
 * <p>The points are moved to their centre and scaled, so that their numbers are no larger than need
 * be. A sum of D products is wrong by less than D u Σ|x y| in whatever order it is made (Higham
 * 2002, section 3.1), and |a||b| is at most ½|a|² + ½|b|²: so a judgement is wrong by no more than
 * one share of |a|² and one of |b|². Both are added to it, to err on one side only.
 */
final class ByProduct implements Nearness {

  /** Twice the unit roundoff of single precision: once more than the bound asks for. */
  private static final double ROUNDOFF = 0x1p-23;

  /** Far below any judgement that matters, and above all that single precision cannot hold. */
  private static final double UNDERFLOW = 1e-30;

  /** Judgements in a block: 64 MB, of no more rows than stay near the processor. */
  private static final int CELLS = 1 << 24;

  private static final int ROWS = 256;

  private final Side queries;
  private final Side references;
  private final boolean mutual;

  ByProduct(Measured queries, Measured references) {
    mutual = queries == references;
    var manager = references.rows().getManager();
    var frame = Frame.around(references.points());
    this.references = new Side(references.points(), frame, manager);
    this.queries = mutual ? this.references : new Side(queries.points(), frame, manager);
  }

  @Override
  public NDArray judge(int from, int to, int first) {
    var some = queries.left.get(new NDIndex("{}:{}", from, to));
    return some.matMul(references.right.get(new NDIndex("{}:", first)).transpose());
  }

  @Override
  public float doubt(int query, int reference) {
    return 2 * (queries.errors[query] + references.errors[reference]);
  }

  @Override
  public double distance(int query, int reference) {
    return queries.points.distance(query, references.points, reference);
  }

  @Override
  public int blockRows() {
    return Math.max(1, Math.min(ROWS, CELLS / references.points.size()));
  }

  @Override
  public boolean mutual() {
    return mutual;
  }

  /** Where the points are moved from, and by what they are scaled. */
  private record Frame(double[] centre, double scale) {

    static Frame around(Points points) {
      var centre = new double[points.dimensions()];
      for (int row = 0; row < points.size(); row++) {
        for (int d = 0; d < centre.length; d++) {
          centre[d] += points.row(row)[d] / points.size();
        }
      }
      double largest = 0;
      for (int row = 0; row < points.size(); row++) {
        for (int d = 0; d < centre.length; d++) {
          largest = Math.max(largest, Math.abs(points.row(row)[d] - centre[d]));
        }
      }
      return new Frame(centre, largest > 0 ? 1 / largest : 1);
    }
  }

  /** The factors a, 1, −½|a|² and b, −½|b|², 1, whose product is the judgement. */
  private static final class Side {

    private final Points points;
    private final NDArray left; // (N, D + 2)
    private final NDArray right; // (N, D + 2)
    private final float[] errors;

    Side(Points points, Frame frame, NDManager manager) {
      this.points = points;
      int dimensions = points.dimensions();
      int columns = dimensions + 2;
      errors = new float[points.size()];
      var factors = new float[points.size() * columns];
      for (int row = 0; row < points.size(); row++) {
        int at = row * columns;
        double squares = 0;
        for (int d = 0; d < dimensions; d++) {
          float x = (float) ((points.row(row)[d] - frame.centre[d]) * frame.scale);
          factors[at + d] = x;
          squares += (double) x * x;
        }
        // zeros are at right angles to all: |0 - v|² is 1, and has to be 2
        squares += points.undirected(row) ? frame.scale * frame.scale : 0;
        double error = 0.5 * (dimensions + 16) * ROUNDOFF * squares + UNDERFLOW;
        errors[row] = (float) error;
        factors[at + dimensions] = 1;
        factors[at + dimensions + 1] = (float) (error - 0.5 * squares);
      }
      left = Transfer.to(manager, factors, new Shape(points.size(), columns));
      for (int row = 0; row < points.size(); row++) {
        int at = row * columns + dimensions;
        factors[at] = factors[at + 1];
        factors[at + 1] = 1;
      }
      right = Transfer.to(manager, factors, new Shape(points.size(), columns));
    }
  }
}
