package dev.siamese.data;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.engine.Transfer;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Planes of frequency by time, all of one size: as a batch {@code (N, 1, bands, frames)}.
 *
 * @param bands of frequency, the lowest first
 * @param frames moments in time
 * @param planes one array for each sample, band after band: {@code bands × frames} numbers
 * @param labels the class of each sample
 * @param classes the classes, in the order of their labels
 */
public record Spectrograms(
    int bands, int frames, float[][] planes, int[] labels, List<ClassLabel> classes)
    implements Dataset {

  public Spectrograms {
    classes = List.copyOf(classes);
    for (var plane : planes) {
      if (plane.length != bands * frames) {
        throw new IllegalArgumentException(
            "a plane of %d bands and %d frames needs %d numbers, not %d"
                .formatted(bands, frames, bands * frames, plane.length));
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
    int area = bands * frames;
    var bytes = Staging.bytes(Math.multiplyExact(4 * rows.length, area));
    var floats = bytes.asFloatBuffer();
    for (int row : rows) {
      floats.put(planes[row]);
    }
    var shape = new Shape(rows.length, 1, bands, frames);
    try (var raw = Transfer.to(manager, bytes, shape, DataType.FLOAT32)) {
      return new NDList(raw.duplicate());
    }
  }

  @Override
  public Spectrograms classesWhere(IntPredicate wanted) {
    var kept = KeptClasses.of(this, wanted);
    var some = Arrays.stream(kept.rows()).mapToObj(row -> planes[row]).toArray(float[][]::new);
    return new Spectrograms(bands, frames, some, kept.labels(), kept.classes());
  }

  /** One plane as rows of equal frequency, the lowest first: (bands, frames). */
  public float[][] plane(int row) {
    var plane = new float[bands][];
    Arrays.setAll(
        plane, band -> Arrays.copyOfRange(planes[row], band * frames, (band + 1) * frames));
    return plane;
  }
}
