package bench;

import dev.siamese.data.Images;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;

/** Images per second when embedding Omniglot's background set; the images are resized before. */
final class EmbeddingSpeed implements Workload {

  private static final int WARM_UP_CLASSES = 100;

  @Override
  public BenchmarkResult measure(Settings settings) {
    var device = settings.device();
    try (var encoder =
        Encoder.create(BenchmarkModel.INPUT, BenchmarkModel.RESIDUAL, device, settings.seed())) {
      var images = BenchmarkModel.INPUT.transform(settings.omniglot().background());
      embed(encoder, images.filterClasses(label -> label < WARM_UP_CLASSES));
      return new BenchmarkResult(
          "images/s",
          Stopwatch.perSecond(settings.rounds(), images.size(), () -> embed(encoder, images)));
    }
  }

  private static void embed(Encoder encoder, Images images) {
    try (var manager = Torch.manager(encoder.device())) {
      encoder.embedPreprocessed(images, manager);
    }
  }
}
