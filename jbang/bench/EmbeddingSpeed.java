package bench;

import dev.siamese.data.Images;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;

/** Images per second of embedding all of Omniglot's background set, scaled beforehand. */
final class EmbeddingSpeed implements Workload {

  private static final int WARM_UP_CLASSES = 100;

  @Override
  public BenchmarkResult measure(Settings setting) {
    var device = setting.device();
    try (var encoder =
        Encoder.create(BenchmarkModel.INPUT, BenchmarkModel.RESIDUAL, device, setting.seed())) {
      var images = BenchmarkModel.INPUT.transform(setting.omniglot().background());
      embed(encoder, images.filterClasses(label -> label < WARM_UP_CLASSES));
      return new BenchmarkResult(
          "images/s",
          Stopwatch.perSecond(setting.rounds(), images.size(), () -> embed(encoder, images)));
    }
  }

  private static void embed(Encoder encoder, Images images) {
    try (var manager = Torch.manager(encoder.manager().getDevice())) {
      encoder.embedPreprocessed(images, manager);
    }
  }
}
