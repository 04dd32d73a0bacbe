package dev.siamese.baseline;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.siamese.data.Images;
import dev.siamese.distance.Distance;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.tensor.Torch;
import java.util.stream.IntStream;

/** The baseline without a network: images compared pixel by pixel. */
public final class Pixels {

  private Pixels() {}

  /** Answers one-shot questions by the distance between the images' grey values. */
  public static FewShotResult evaluate(EpisodeSet<Images> trials, Distance distance) {
    try (var manager = Torch.manager(Device.cpu())) {
      return FewShotResult.evaluate(extract(trials.data(), manager), trials, distance);
    }
  }

  /** The grey values of all images: (N, height · width). */
  public static NDArray extract(Images images, NDManager manager) {
    var rows = IntStream.range(0, images.size()).toArray();
    int area = images.height() * images.width();
    return images.batch(manager, rows).singletonOrThrow().reshape(images.size(), area);
  }
}
