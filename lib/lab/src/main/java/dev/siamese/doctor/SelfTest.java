package dev.siamese.doctor;

import ai.djl.Device;
import dev.siamese.augment.RandomAffine;
import dev.siamese.loss.Contrastive;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.training.Trainer;
import dev.siamese.training.TrainingConfig;
import java.util.List;
import java.util.Locale;

/** A test training of a few seconds. */
final class SelfTest {

  private static final String NAME = "training";
  private static final int STEPS = 12;

  private SelfTest() {}

  static Finding run(Device device) {
    var seed = new Seed(1);
    try (var encoder =
        Encoder.create(
            new ImageInput(28, true),
            new ResidualCnn(List.of(16, 32)).projected(32).l2Normalized(),
            device,
            seed)) {
      var history =
          Trainer.builder()
              .setEncoder(encoder)
              .setData(
                  SyntheticGlyphs.alphabets(4)
                      .characters(16)
                      .drawers(4)
                      .imageSize(28)
                      .generate(seed))
              .setLoss(new Contrastive())
              .setConfig(
                  TrainingConfig.defaults()
                      .withAugmentation(RandomAffine.HANDWRITING)
                      .withLearningRate(3e-3)
                      .withStepsPerEpoch(STEPS)
                      .withEpochs(3))
              .build()
              .train();
      double firstLoss = history.epochs().get(0).loss();
      return assess(firstLoss, history.lastLoss(), 3 * STEPS, history.samplesPerSecond());
    }
  }

  /**
   * Whether the loss has decreased.
   *
   * @param first mean loss of the first epoch
   * @param last mean loss of the last epoch
   */
  static Finding assess(double first, double last, int steps, double samplesPerSecond) {
    var text =
        String.format(
            Locale.ROOT,
            "loss from %.3f to %.3f in %d steps, %.0f images/s",
            first,
            last,
            steps,
            samplesPerSecond);
    var finding = Finding.ok(NAME, text);
    return last < first
        ? finding
        : finding.withAdvice("The loss does not decrease: run mvn verify to find the cause.");
  }

  /** The finding after an exception. */
  static Finding failed(Throwable failure) {
    return Finding.ok(NAME, "failed: %s", failure.toString().lines().findFirst().orElse(""))
        .withAdvice("Run mvn verify to find the cause.");
  }

  /** The finding if PyTorch does not load. */
  static Finding skipped() {
    return Finding.ok(NAME, "skipped").withAdvice("PyTorch must load first.");
  }
}
