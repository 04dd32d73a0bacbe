package bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Synthetic embeddings, the same on both sides: uniform noise around a random centre per class,
 * L2-normalised; MAP@R is about 0.5.
 *
 * @param rows (N, D), L2-normalised
 * @param labels the class of each row
 */
record ClusteredEmbeddings(float[][] rows, int[] labels) {

  private static final int CLASSES = 964;
  private static final int SAMPLES_PER_CLASS = 20;
  private static final int DIMENSIONS = 128;
  private static final double SPREAD = 1.5;

  /** The size of Omniglot's background set: 19,280 samples of 964 classes. */
  static ClusteredEmbeddings omniglotSized() {
    var random = new SplittableRandom(1);
    var centres = new double[CLASSES][];
    for (int c = 0; c < CLASSES; c++) {
      centres[c] = cube(random);
    }
    var rows = new float[CLASSES * SAMPLES_PER_CLASS][];
    var labels = IntStream.range(0, rows.length).map(i -> i / SAMPLES_PER_CLASS).toArray();
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(centres[labels[i]], cube(random));
    }
    return new ClusteredEmbeddings(rows, labels);
  }

  private static double[] cube(SplittableRandom random) {
    return random.doubles(DIMENSIONS).map(x -> 2 * x - 1).toArray();
  }

  private static float[] row(double[] centre, double[] noise) {
    double square = 0;
    for (int d = 0; d < DIMENSIONS; d++) {
      noise[d] = centre[d] + SPREAD * noise[d];
      square += noise[d] * noise[d];
    }
    var row = new float[DIMENSIONS];
    for (int d = 0; d < DIMENSIONS; d++) {
      row[d] = (float) (noise[d] / Math.sqrt(square));
    }
    return row;
  }

  NDArray embeddings(NDManager manager) {
    return manager.create(rows);
  }
}
