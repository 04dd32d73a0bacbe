package dev.siamese.data;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.DirectBuffers;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/**
 * Sequences of feature vectors of any length: pen strokes, sensor readings, frames of sound. A
 * batch is two tensors: {@code (N, T, features)}, padded with zeros to the longest sequence of the
 * batch, and the lengths {@code (N)}, 64-bit integers.
 */
public final class Sequences implements Dataset {

  private final int features;
  private final float[][] sequences;
  private final Targets targets;
  private final int batchLength; // of every batch; 0 for the longest sequence of each
  private final boolean channelsFirst;

  /**
   * Takes the arrays without copying.
   *
   * @param features the number of values per time step, also called channels
   * @param sequences one array per sample, time step by time step: at least one step, {@code
   *     features} values each
   * @param targets the class of each sample
   * @throws IllegalArgumentException if a sequence is empty or has an incomplete time step, or
   *     unless there is one label per sequence
   */
  public Sequences(int features, float[][] sequences, Targets targets) {
    this(features, sequences, targets, 0, false);
    if (features < 1) {
      throw new IllegalArgumentException("features must be at least 1: " + features);
    }
    for (int row = 0; row < sequences.length; row++) {
      int count = sequences[row].length;
      if (count == 0 || count % features != 0) {
        throw new IllegalArgumentException(
            "sequence %d has %d values: it must have at least one time step, and %d values per step"
                .formatted(row, count, features));
      }
    }
  }

  private Sequences(
      int features, float[][] sequences, Targets targets, int batchLength, boolean channelsFirst) {
    this.features = features;
    this.sequences = sequences;
    this.targets = targets.requireSize(sequences.length);
    this.batchLength = batchLength;
    this.channelsFirst = channelsFirst;
  }

  /** {@return the number of values per time step} */
  public int features() {
    return features;
  }

  /**
   * {@return the number of time steps of one sample}
   *
   * @param row the index of the sample
   */
  @Override
  public int length(int row) {
    return sequences[row].length / features;
  }

  /**
   * {@return the values of one sample, time step by time step} A copy.
   *
   * @param row the index of the sample
   */
  public float[] values(int row) {
    return sequences[row].clone();
  }

  @Override
  public Targets targets() {
    return targets;
  }

  @Override
  public NDList batch(NDManager manager, int[] rows) {
    int steps =
        batchLength > 0 ? batchLength : Arrays.stream(rows).map(this::length).max().orElse(0);
    int stride = steps * features;
    var bytes = DirectBuffers.get(Math.multiplyExact(Float.BYTES * rows.length, stride));
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
  public Sequences filterClasses(IntPredicate kept) {
    return (Sequences) Dataset.super.filterClasses(kept);
  }

  @Override
  public Sequences select(int... rows) {
    var some = Arrays.stream(rows).mapToObj(row -> sequences[row]).toArray(float[][]::new);
    return new Sequences(features, some, targets.select(rows), batchLength, channelsFirst);
  }

  @Override
  public Sequences withLabels(Targets others) {
    return new Sequences(features, sequences, others, batchLength, channelsFirst);
  }

  /**
   * {@return the same samples with other values} Batches keep their form.
   *
   * @param others one array per sample, time step by time step
   */
  public Sequences withValues(float[][] others) {
    return new Sequences(features, others, targets, batchLength, channelsFirst);
  }

  /**
   * {@return every sample with mean 0 and standard deviation 1 per feature; a constant feature is
   * 0}
   */
  public Sequences standardized() {
    return map(this::standardized, batchLength);
  }

  private float[] standardized(float[] sequence) {
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
      double std = Math.sqrt(variance);
      boolean constant = std <= 1e-6 * Math.abs(mean); // up to rounding
      for (int i = f; i < sequence.length; i += features) {
        scores[i] = constant ? 0 : (float) ((sequence[i] - mean) / std);
      }
    }
    return scores;
  }

  /**
   * {@return every sample resampled to the same number of time steps by linear interpolation} The
   * first and the last step stay.
   *
   * @param length at least 2
   */
  public Sequences resampledTo(int length) {
    if (length < 2) {
      throw new IllegalArgumentException("length must be at least 2: " + length);
    }
    return map(sequence -> resampled(sequence, length), length);
  }

  private float[] resampled(float[] sequence, int length) {
    int last = sequence.length / features - 1;
    var result = new float[length * features];
    for (int t = 0; t < length; t++) {
      double position = (double) t * last / (length - 1);
      int before = (int) position;
      int after = Math.min(last, before + 1);
      float weight = (float) (position - before);
      for (int f = 0; f < features; f++) {
        float from = sequence[before * features + f];
        result[t * features + f] = from + weight * (sequence[after * features + f] - from);
      }
    }
    return result;
  }

  /**
   * {@return samples of more than {@code maxLength} time steps without those at their end}
   *
   * @param maxLength in time steps, at least 1
   */
  public Sequences truncated(int maxLength) {
    return map(cut(maxLength), Math.min(batchLength, maxLength));
  }

  /**
   * {@return batches of one length: longer samples are truncated, shorter ones padded with zeros}
   *
   * @param length in time steps, at least 1
   */
  public Sequences paddedTo(int length) {
    return map(cut(length), length);
  }

  private UnaryOperator<float[]> cut(int maxLength) {
    if (maxLength < 1) {
      throw new IllegalArgumentException("the length must be at least 1: " + maxLength);
    }
    int max = (int) Math.min(Integer.MAX_VALUE, (long) maxLength * features);
    return values -> values.length > max ? Arrays.copyOf(values, max) : values;
  }

  /** {@return batches of shape {@code (N, features, T)}, as 1-D convolutions take them} */
  public Sequences channelsFirst() {
    return new Sequences(features, sequences, targets, batchLength, true);
  }

  private Sequences map(UnaryOperator<float[]> transform, int length) {
    var others = Arrays.stream(sequences).map(transform).toArray(float[][]::new);
    return new Sequences(features, others, targets, length, channelsFirst);
  }
}
