package dev.siamese.doctor;

import ai.djl.Device;
import dev.siamese.augment.Affine;
import dev.siamese.encoder.Encoder;
import dev.siamese.encoder.ImageInput;
import dev.siamese.encoder.ResidualCnn;
import dev.siamese.engine.Seed;
import dev.siamese.invented.Glyphs;
import dev.siamese.loss.Contrastive;
import dev.siamese.training.Training;
import java.util.List;
import java.util.Locale;

/** A training of a few seconds, to see that all parts work together. */
final class SelfTest {

  private static final String NAME = "training";
  private static final int STEPS = 12;

  private SelfTest() {}

  static Finding run(Device device) {
    var seed = new Seed(1);
    try (var encoder =
        Encoder.create(
            new ImageInput(28, true),
            new ResidualCnn(List.of(16, 32)).projected(32).normalized(),
            device,
            seed)) {
      var history =
          Training.builder()
              .setEncoder(encoder)
              .setData(new Glyphs(4, 16, 4, 28).draw(seed))
              .setLoss(new Contrastive())
              .optAugmentation(Affine.HANDWRITING)
              .optLearningRate(3e-3)
              .optStepsPerEpoch(STEPS)
              .optEpochs(3)
              .build()
              .run();
      var losses = history.table().numberColumn("loss").asDoubleArray();
      return judge(losses[0], history.lastLoss(), 3 * STEPS, history.imagesPerSecond());
    }
  }

  /**
   * Judges a training.
   *
   * @param first mean loss of the first steps
   * @param last mean loss of the last steps
   */
  static Finding judge(double first, double last, int steps, double imagesPerSecond) {
    var text =
        String.format(
            Locale.ROOT,
            "loss %.3f to %.3f in %d steps, %.0f images/s",
            first,
            last,
            steps,
            imagesPerSecond);
    var finding = Finding.fine(NAME, text);
    return last < first
        ? finding
        : finding.but("It does not learn here: run mvn verify to see which part is at fault.");
  }

  /** When it ended before its end. */
  static Finding failed(Throwable failure) {
    return Finding.fine(NAME, "ends with %s", failure.toString().lines().findFirst().orElse(""))
        .but("Run mvn verify to see which part is at fault.");
  }

  /** Without PyTorch. */
  static Finding notTried() {
    return Finding.fine(NAME, "not tried").but("PyTorch has to load first.");
  }
}
