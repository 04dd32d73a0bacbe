package bench;

import dev.siamese.data.Images;
import dev.siamese.encoder.Encoder;
import dev.siamese.engine.Torch;

/** Images per second of embedding all of Omniglot's background set, scaled beforehand. */
final class EmbeddingSpeed implements Work {

  private static final int WARM_UP_CLASSES = 100;

  @Override
  public Figures measure(Setting setting) {
    var device = setting.device();
    try (var encoder = Encoder.create(Recipes.INPUT, Recipes.RESIDUAL, device, setting.seed())) {
      var images = Recipes.INPUT.prepare(setting.omniglot().background());
      embed(encoder, images.classesWhere(label -> label < WARM_UP_CLASSES));
      return new Figures(
          "images/s",
          Stopwatch.perSecond(setting.rounds(), images.size(), () -> embed(encoder, images)));
    }
  }

  private static void embed(Encoder encoder, Images images) {
    try (var manager = Torch.manager(encoder.manager().getDevice())) {
      encoder.embedPrepared(images, manager);
    }
  }
}
