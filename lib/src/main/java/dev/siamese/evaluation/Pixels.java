package dev.siamese.evaluation;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.siamese.data.Images;
import dev.siamese.data.Trials;
import dev.siamese.distance.Distance;
import dev.siamese.engine.Torch;
import java.util.stream.IntStream;

/** The baseline without a network: images compared pixel by pixel. */
public final class Pixels {

  private Pixels() {}

  /** Answers one-shot questions by the distance between the images' grey values. */
  public static OneShot ask(Trials<Images> trials, Distance distance) {
    try (var manager = Torch.manager(Device.cpu())) {
      return OneShot.ask(of(trials.data(), manager), trials, distance);
    }
  }

  /** The grey values of all images: (N, height · width). */
  public static NDArray of(Images images, NDManager manager) {
    var rows = IntStream.range(0, images.size()).toArray();
    int area = images.height() * images.width();
    return images.batch(manager, rows).singletonOrThrow().reshape(images.size(), area);
  }
}
