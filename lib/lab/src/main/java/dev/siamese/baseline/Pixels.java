package dev.siamese.baseline;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.siamese.data.Images;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The grey values of images, from 0 to 1, as features: (N, height · width). */
public record Pixels() implements FeatureExtractor<Images> {

  @Override
  public float[][] extract(Images images) {
    try (var manager = Torch.manager(Device.cpu())) {
      return toRows(flatten(images, manager));
    }
  }

  /** The grey values as a tensor: (N, height · width). */
  static NDArray flatten(Images images, NDManager manager) {
    var rows = IntStream.range(0, images.size()).toArray();
    return images.batch(manager, rows).singletonOrThrow().reshape(rows.length, -1);
  }

  /** The rows of a matrix (N, F). */
  static float[][] toRows(NDArray matrix) {
    int width = (int) matrix.getShape().get(1);
    var values = Tensors.toFloatArray(matrix);
    return IntStream.range(0, values.length / width)
        .mapToObj(row -> Arrays.copyOfRange(values, row * width, (row + 1) * width))
        .toArray(float[][]::new);
  }
}
