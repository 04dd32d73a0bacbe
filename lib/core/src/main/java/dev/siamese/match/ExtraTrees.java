package dev.siamese.match;

import dev.siamese.tensor.Seed;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A binary classifier of extremely randomised trees (Geurts, Ernst and Wehenkel 2006), each on a
 * bootstrap sample: a node splits by the best of √d random thresholds of d random features.
 */
final class ExtraTrees {

  private static final int TREES = 200;
  private static final int MIN_LEAF = 2;

  private final Tree[] trees;
  private final double[] outOfBag;

  /** A tree in arrays: a leaf has the feature -1 and a probability as its value. */
  private static final class Tree {
    private int[] features = new int[64];
    private float[] values = new float[64]; // threshold, or the probability of a leaf
    private int[] children = new int[64]; // the left child; the right one is the next
    private int size;

    int add(int count) {
      int first = size;
      size += count;
      if (size > features.length) {
        features = Arrays.copyOf(features, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
        children = Arrays.copyOf(children, 2 * size);
      }
      return first;
    }

    void write(DataOutputStream out) throws IOException {
      out.writeInt(size);
      for (int node = 0; node < size; node++) {
        out.writeInt(features[node]);
        out.writeFloat(values[node]);
        out.writeInt(children[node]);
      }
    }

    static Tree read(DataInputStream in, int featureCount) throws IOException {
      var tree = new Tree();
      int size = in.readInt();
      for (int node = 0; node < size; node++) {
        tree.add(1);
        tree.features[node] = in.readInt();
        tree.values[node] = in.readFloat();
        tree.children[node] = in.readInt();
        boolean leaf = tree.features[node] < 0;
        boolean valid =
            leaf
                ? tree.values[node] >= 0 && tree.values[node] <= 1
                : tree.features[node] < featureCount
                    && tree.children[node] > node
                    && tree.children[node] < size - 1;
        if (!valid) {
          throw new StreamCorruptedException("a node of a tree is invalid");
        }
      }
      if (size < 1) {
        throw new StreamCorruptedException("a tree is empty");
      }
      return tree;
    }

    double probability(float[] x) {
      int node = 0;
      while (features[node] >= 0) {
        node = children[node] + (x[features[node]] <= values[node] ? 0 : 1);
      }
      return values[node];
    }
  }

  private ExtraTrees(Tree[] trees, double[] outOfBag) {
    this.trees = trees;
    this.outOfBag = outOfBag;
  }

  /**
   * Fits the trees.
   *
   * @param x the features of each example: (N, d)
   * @param y the class of each example
   */
  static ExtraTrees fit(float[][] x, boolean[] y, Seed seed) {
    var trees = new Tree[TREES];
    var sums = new double[x.length];
    var counts = new int[x.length];
    for (int t = 0; t < TREES; t++) {
      var random = seed.derive(t).generator();
      var sample = IntStream.range(0, x.length).map(i -> random.nextInt(x.length)).toArray();
      var inBag = new boolean[x.length];
      Arrays.stream(sample).forEach(i -> inBag[i] = true);
      trees[t] = new Tree();
      grow(trees[t], trees[t].add(1), x, y, sample, random);
      for (int i = 0; i < x.length; i++) {
        if (!inBag[i]) {
          sums[i] += trees[t].probability(x[i]);
          counts[i]++;
        }
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= Math.max(1, counts[i]);
    }
    return new ExtraTrees(trees, sums);
  }

  private static void grow(
      Tree tree, int node, float[][] x, boolean[] y, int[] rows, RandomGenerator random) {
    long positive = Arrays.stream(rows).filter(i -> y[i]).count();
    tree.features[node] = -1;
    tree.values[node] = (float) positive / rows.length;
    if (positive == 0 || positive == rows.length || rows.length < 2 * MIN_LEAF) {
      return;
    }
    int d = x[0].length;
    int toTry = Math.max(1, (int) Math.sqrt(d));
    double best = Double.NEGATIVE_INFINITY;
    int feature = -1;
    float threshold = 0;
    var order = IntStream.range(0, d).toArray();
    for (int i = 0, tried = 0; i < d && tried < toTry; i++) {
      int swap = i + random.nextInt(d - i);
      int candidate = order[swap];
      order[swap] = order[i];
      float min = Float.POSITIVE_INFINITY;
      float max = Float.NEGATIVE_INFINITY;
      for (int row : rows) {
        min = Math.min(min, x[row][candidate]);
        max = Math.max(max, x[row][candidate]);
      }
      if (min == max) {
        continue;
      }
      tried++;
      float cut = min + (max - min) * random.nextFloat();
      double purity = purity(x, y, rows, candidate, cut);
      if (purity > best) {
        best = purity;
        feature = candidate;
        threshold = cut;
      }
    }
    if (feature < 0) {
      return;
    }
    int split = feature;
    float cut = threshold;
    int children = tree.add(2);
    tree.features[node] = feature;
    tree.values[node] = threshold;
    tree.children[node] = children;
    var low = Arrays.stream(rows).filter(i -> x[i][split] <= cut).toArray();
    var high = Arrays.stream(rows).filter(i -> x[i][split] > cut).toArray();
    grow(tree, children, x, y, low, random);
    grow(tree, children + 1, x, y, high, random);
  }

  /** Σ (p² + q²) / (p + q) of both sides, which is greatest where the Gini impurity is least. */
  private static double purity(float[][] x, boolean[] y, int[] rows, int feature, float cut) {
    double low = 0;
    double lowPositive = 0;
    double positive = 0;
    for (int row : rows) {
      positive += y[row] ? 1 : 0;
      if (x[row][feature] <= cut) {
        low++;
        lowPositive += y[row] ? 1 : 0;
      }
    }
    double high = rows.length - low;
    if (low < MIN_LEAF || high < MIN_LEAF) {
      return Double.NEGATIVE_INFINITY;
    }
    return side(lowPositive, low) + side(positive - lowPositive, high);
  }

  private static double side(double positive, double count) {
    double negative = count - positive;
    return (positive * positive + negative * negative) / count;
  }

  /** The probability of the positive class: the mean over the trees. */
  double probability(float[] x) {
    double sum = 0;
    for (var tree : trees) {
      sum += tree.probability(x);
    }
    return sum / trees.length;
  }

  /** The probability of each example of {@link #fit} by the trees that it was not fitted to. */
  double[] outOfBag() {
    return outOfBag.clone();
  }

  void write(DataOutputStream out) throws IOException {
    for (var tree : trees) {
      tree.write(out);
    }
  }

  /**
   * Reads what {@link #write} wrote, without the out-of-bag probabilities.
   *
   * @throws IOException if the trees are incomplete, or invalid for this number of features
   */
  static ExtraTrees read(DataInputStream in, int featureCount) throws IOException {
    var trees = new Tree[TREES];
    for (int t = 0; t < TREES; t++) {
      trees[t] = Tree.read(in, featureCount);
    }
    return new ExtraTrees(trees, new double[0]);
  }
}
