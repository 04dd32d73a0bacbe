package dev.siamese.model;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Targets;
import dev.siamese.tensor.internal.DirectBuffers;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;

/**
 * Spectrograms of one size. A batch is {@code (N, 1, frequencyBins, frames)}.
 *
 * @param frequencyBins the number of frequencies, the lowest first
 * @param frames the number of time steps
 * @param values {@code frequencyBins × frames} numbers per sample, frequency by frequency
 * @param targets the class of each sample
 */
record Spectrograms(int frequencyBins, int frames, float[][] values, Targets targets)
    implements Dataset {

  Spectrograms {
    for (var each : values) {
      if (each.length != frequencyBins * frames) {
        throw new IllegalArgumentException(
            "a spectrogram of %d frequencies and %d frames has %d values, not %d"
                .formatted(frequencyBins, frames, frequencyBins * frames, each.length));
      }
    }
    targets.requireSize(values.length);
  }

  @Override
  public NDList batch(NDManager manager, int[] rows) {
    int area = frequencyBins * frames;
    var bytes = DirectBuffers.get(Math.multiplyExact(Float.BYTES * rows.length, area));
    var floats = bytes.asFloatBuffer();
    for (int row : rows) {
      floats.put(values[row]);
    }
    var shape = new Shape(rows.length, 1, frequencyBins, frames);
    try (var raw = Tensors.create(manager, bytes, shape, DataType.FLOAT32)) {
      return new NDList(raw.duplicate());
    }
  }

  @Override
  public Spectrograms select(int... rows) {
    var some = Arrays.stream(rows).mapToObj(row -> values[row]).toArray(float[][]::new);
    return new Spectrograms(frequencyBins, frames, some, targets.select(rows));
  }

  @Override
  public Spectrograms withLabels(Targets others) {
    return new Spectrograms(frequencyBins, frames, values, others);
  }

  /** One spectrogram as rows of one frequency each, the lowest first: (frequencyBins, frames). */
  float[][] spectrogram(int row) {
    var bins = new float[frequencyBins][];
    Arrays.setAll(bins, bin -> Arrays.copyOfRange(values[row], bin * frames, (bin + 1) * frames));
    return bins;
  }
}
