package bench;

import dev.siamese.data.Images;
import dev.siamese.data.Trials;
import dev.siamese.encoder.Encoder;
import dev.siamese.evaluation.OneShot;
import dev.siamese.loss.InfoNce;
import dev.siamese.training.History;
import dev.siamese.training.Progress;
import dev.siamese.training.Training;
import dev.siamese.training.TrainingListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Seconds from the start of the process to an error of 10 % in Omniglot's official one-shot trials,
 * asked after every 50 steps. One measurement per process.
 */
final class SecondsToTarget implements Work {

  private static final double TARGET = 0.10;
  private static final int STEPS_BETWEEN = 50;
  private static final int AT_MOST = 200; // times that the trials are asked
  private static final double PATIENCE = 600; // seconds

  @Override
  public Figures measure(Setting setting) {
    var seed = setting.seed();
    var omniglot = setting.omniglot();
    // scaled first: turning large images costs seconds; the encoder's input does the rest
    var images = omniglot.background().scaled(Recipes.INPUT.size()).withRotatedClasses();
    try (var encoder =
        Encoder.create(Recipes.INPUT, Recipes.RESIDUAL, setting.device(), seed.derive("weights"))) {
      var examiner = new Examiner(encoder, omniglot.trials());
      Training.builder()
          .setEncoder(encoder)
          .setData(images)
          .setLoss(new InfoNce())
          .optBatch(48, 4)
          .optAugmentation(Recipes.HANDWRITING)
          .optEpochs(AT_MOST)
          .optStepsPerEpoch(STEPS_BETWEEN)
          .optLearningRate(2e-3)
          .optSchedule(progress -> Math.min(1, progress * AT_MOST)) // warm until first asked
          .optListener(examiner)
          .optSeed(seed.derive("training"))
          .build()
          .run();
      Thread.interrupted(); // the examiner's way to end the run
      return examiner.figures();
    }
  }

  /** Asks the trials after every epoch, and ends the run when it is good or long enough. */
  private static final class Examiner implements TrainingListener {

    private final Encoder encoder;
    private final Trials<Images> trials;
    private double error;
    private double seconds;
    private int steps;

    Examiner(Encoder encoder, Trials<Images> trials) {
      this.encoder = encoder;
      this.trials = trials;
    }

    @Override
    public void onEpoch(Progress progress, History history) {
      if (history.interrupted()) {
        return; // the step in which the interrupt was noticed
      }
      error = OneShot.ask(encoder, trials).error().value();
      var start = ProcessHandle.current().info().startInstant().orElseThrow();
      seconds = Duration.between(start, Instant.now()).toMillis() * 1e-3;
      steps = progress.step();
      System.err.printf(
          "step %d: loss %.4f, error %.4f, %.1f s%n", steps, history.lastLoss(), error, seconds);
      if (error <= TARGET || seconds > PATIENCE) {
        Thread.currentThread().interrupt();
      }
    }

    Figures figures() {
      return new Figures(
          "s",
          new double[] {seconds},
          Map.of("steps", steps, "error", error, "reached", error <= TARGET));
    }
  }
}
