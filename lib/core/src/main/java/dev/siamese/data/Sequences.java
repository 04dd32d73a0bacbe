package dev.siamese.data;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Sequences of feature vectors, each as long as it is: pen strokes, sensor readings, frames of
 * sound. As a batch they are two tensors, {@code (N, T, features)}, filled up with zeros to the
 * longest of the batch, and their lengths {@code (N)}, 64-bit integers.
 */
public final class Sequences implements Dataset {

  private final int features;
  private final float[][] sequences;
  private final int[] labels;
  private final List<ClassInfo> classes;
  private final int batchLength;
  private final boolean channelsFirst;

  /**
   * Takes the arrays as they are, without copying.
   *
   * @param features the numbers of each step, also called channels
   * @param sequences one array for each sample, step after step: of a length that is a multiple of
   *     the features, and not 0
   * @param labels the class of each sample
   * @param classes the classes, in the order of their labels
   */
  public Sequences(int features, float[][] sequences, int[] labels, List<ClassInfo> classes) {
    this(features, sequences, labels, List.copyOf(classes), 0, false);
    if (features < 1) {
      throw new IllegalArgumentException("features must be at least 1: " + features);
    }
    if (sequences.length != labels.length) {
      throw new IllegalArgumentException(
          "%d sequences have %d labels: there must be one for each"
              .formatted(sequences.length, labels.length));
    }
    for (int row = 0; row < sequences.length; row++) {
      int numbers = sequences[row].length;
      if (numbers == 0 || numbers % features != 0) {
        throw new IllegalArgumentException(
            "sequence %d has %d numbers: it needs at least one step of %d features, and whole ones"
                .formatted(row, numbers, features));
      }
      if (labels[row] < 0 || labels[row] >= classes.size()) {
        throw new IllegalArgumentException(
            "label " + labels[row] + " is not one of the " + classes.size() + " classes");
      }
    }
  }

  private Sequences(
      int features,
      float[][] sequences,
      int[] labels,
      List<ClassInfo> classes,
      int batchLength,
      boolean channelsFirst) {
    this.features = features;
    this.sequences = sequences;
    this.labels = labels;
    this.classes = classes;
    this.batchLength = batchLength;
    this.channelsFirst = channelsFirst;
  }

  /** The numbers of each step. */
  public int features() {
    return features;
  }

  /** The steps of one sample. */
  public int length(int row) {
    return sequences[row].length / features;
  }

  /** A copy of the numbers of one sample, step after step. */
  public float[] values(int row) {
    return sequences[row].clone();
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public int label(int row) {
    return labels[row];
  }

  @Override
  public List<ClassInfo> classes() {
    return classes;
  }

  @Override
  public NDList batch(NDManager manager, int[] rows) {
    int steps =
        batchLength > 0 ? batchLength : Arrays.stream(rows).map(this::length).max().orElse(0);
    int stride = steps * features;
    var bytes = DirectBuffers.get(Math.multiplyExact(4 * rows.length, stride));
    var floats = bytes.asFloatBuffer();
    var padding = new float[stride];
    for (int i = 0; i < rows.length; i++) {
      var sequence = sequences[rows[i]];
      floats.put(i * stride, sequence);
      floats.put(i * stride + sequence.length, padding, 0, stride - sequence.length);
    }
    var shape = new Shape(rows.length, steps, features);
    try (var raw = Tensors.create(manager, bytes, shape, DataType.FLOAT32)) {
      var batch = channelsFirst ? raw.transpose(0, 2, 1).duplicate() : raw.duplicate();
      return new NDList(
          batch, Tensors.create(manager, Arrays.stream(rows).mapToLong(this::length).toArray()));
    }
  }

  @Override
  public Sequences filterClasses(IntPredicate wanted) {
    var kept = ClassSubset.of(this, wanted);
    return new Sequences(
        features,
        select(kept.rows()).sequences,
        kept.labels(),
        List.copyOf(kept.classes()),
        batchLength,
        channelsFirst);
  }

  /** Some of the samples in the order given; the classes stay as they are. */
  public Sequences select(int... rows) {
    return new Sequences(
        features,
        Arrays.stream(rows).mapToObj(row -> sequences[row]).toArray(float[][]::new),
        Arrays.stream(rows).map(row -> labels[row]).toArray(),
        classes,
        batchLength,
        channelsFirst);
  }

  /** The same samples with other labels. */
  Sequences withLabels(int[] labels, List<ClassInfo> classes) {
    return new Sequences(features, sequences, labels, classes, batchLength, channelsFirst);
  }

  /**
   * Every feature of every sample brought to mean 0 and standard deviation 1 by itself (z-scores);
   * one that never changes becomes 0.
   */
  public Sequences standardized() {
    var scores = Arrays.stream(sequences).map(sequence -> scores(sequence)).toArray(float[][]::new);
    return with(scores, batchLength, channelsFirst);
  }

  private float[] scores(float[] sequence) {
    var scores = new float[sequence.length];
    int steps = sequence.length / features;
    for (int f = 0; f < features; f++) {
      double mean = 0;
      for (int i = f; i < sequence.length; i += features) {
        mean += sequence[i] / (double) steps;
      }
      double variance = 0;
      for (int i = f; i < sequence.length; i += features) {
        variance += (sequence[i] - mean) * (sequence[i] - mean) / steps;
      }
      double deviation = Math.sqrt(variance);
      boolean changes = deviation > 1e-6 * Math.abs(mean); // rounding a constant is no change
      for (int i = f; i < sequence.length; i += features) {
        scores[i] = changes ? (float) ((sequence[i] - mean) / deviation) : 0;
      }
    }
    return scores;
  }

  /**
   * Every sample stretched or squeezed to so many steps, on straight lines between those that it
   * has: its first and its last step stay the first and the last.
   */
  public Sequences resampledTo(int length) {
    if (length < 2) {
      throw new IllegalArgumentException("series are stretched to 2 steps or more, not " + length);
    }
    var stretched =
        Arrays.stream(sequences)
            .map(sequence -> resampledTo(sequence, length))
            .toArray(float[][]::new);
    return with(stretched, length, channelsFirst);
  }

  private float[] resampledTo(float[] sequence, int length) {
    int last = sequence.length / features - 1;
    var result = new float[length * features];
    for (int t = 0; t < length; t++) {
      double place = (double) t * last / (length - 1);
      int before = (int) place;
      int after = Math.min(last, before + 1);
      float part = (float) (place - before);
      for (int f = 0; f < features; f++) {
        float from = sequence[before * features + f];
        result[t * features + f] = from + part * (sequence[after * features + f] - from);
      }
    }
    return result;
  }

  /** What is longer than that cut off at its end. */
  public Sequences truncated(int maxLength) {
    return with(cut(maxLength), Math.min(batchLength, maxLength), channelsFirst);
  }

  /** Every batch of one length: what is longer is cut off, what is shorter filled up with zeros. */
  public Sequences paddedTo(int length) {
    return with(cut(length), length, channelsFirst);
  }

  /** Every batch as {@code (N, features, T)}, as convolutions over time take it. */
  public Sequences channelsFirst() {
    return with(sequences, batchLength, true);
  }

  private float[][] cut(int maxLength) {
    if (maxLength < 1) {
      throw new IllegalArgumentException("the length must be at least 1: " + maxLength);
    }
    return IntStream.range(0, size())
        .mapToObj(
            row ->
                length(row) > maxLength
                    ? Arrays.copyOf(sequences[row], maxLength * features)
                    : sequences[row])
        .toArray(float[][]::new);
  }

  private Sequences with(float[][] sequences, int batchLength, boolean channelsFirst) {
    return new Sequences(features, sequences, labels, classes, batchLength, channelsFirst);
  }
}
