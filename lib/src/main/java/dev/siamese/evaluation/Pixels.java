package dev.siamese.evaluation;

import ai.djl.Device;
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
    var images = trials.data();
    try (var manager = Torch.manager(Device.cpu())) {
      var rows = IntStream.range(0, images.size()).toArray();
      var pixels = images.batch(manager, rows).singletonOrThrow().reshape(images.size(), -1);
      return OneShot.ask(pixels, trials, distance);
    }
  }
}
