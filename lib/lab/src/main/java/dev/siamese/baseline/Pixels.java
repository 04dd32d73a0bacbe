package dev.siamese.baseline;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.siamese.data.Images;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.stream.IntStream;

/** The grey values of images, from 0 to 1, as features: (N, height · width). */
public record Pixels() implements FeatureExtractor<Images> {

  @Override
  public float[][] extract(Images images) {
    try (var manager = Torch.manager(Device.cpu())) {
      return Tensors.toRows(flatten(images, manager));
    }
  }

  /** The grey values as a tensor: (N, height · width). */
  static NDArray flatten(Images images, NDManager manager) {
    var rows = IntStream.range(0, images.size()).toArray();
    return images.batch(manager, rows).singletonOrThrow().reshape(rows.length, -1);
  }
}
