package dev.siamese.data;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Planes of frequency by time, all of one size: as a batch {@code (N, 1, bands, frames)}.
 *
 * @param frequencyBins of frequency, the lowest first
 * @param frames moments in time
 * @param values one array for each sample, band after band: {@code bands × frames} numbers
 * @param labels the class of each sample
 * @param classes the classes, in the order of their labels
 */
public record Spectrograms(
    int frequencyBins, int frames, float[][] values, int[] labels, List<ClassInfo> classes)
    implements Dataset {

  public Spectrograms {
    classes = List.copyOf(classes);
    for (var plane : values) {
      if (plane.length != frequencyBins * frames) {
        throw new IllegalArgumentException(
            "a plane of %d bands and %d frames needs %d numbers, not %d"
                .formatted(frequencyBins, frames, frequencyBins * frames, plane.length));
      }
    }
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
  public NDList batch(NDManager manager, int[] rows) {
    int area = frequencyBins * frames;
    var bytes = DirectBuffers.get(Math.multiplyExact(4 * rows.length, area));
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
  public Spectrograms filterClasses(IntPredicate wanted) {
    var kept = ClassSubset.of(this, wanted);
    var some = Arrays.stream(kept.rows()).mapToObj(row -> values[row]).toArray(float[][]::new);
    return new Spectrograms(frequencyBins, frames, some, kept.labels(), kept.classes());
  }

  /** One plane as rows of equal frequency, the lowest first: (bands, frames). */
  public float[][] spectrogram(int row) {
    var plane = new float[frequencyBins][];
    Arrays.setAll(
        plane, band -> Arrays.copyOfRange(values[row], band * frames, (band + 1) * frames));
    return plane;
  }
}
