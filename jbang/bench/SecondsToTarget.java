package bench;

import dev.siamese.data.Images;
import dev.siamese.loss.InfoNce;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.training.History;
import dev.siamese.training.Trainer;
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Seconds from the start of the process to an error of 10 % in Omniglot's official one-shot trials,
 * evaluated every 50 steps. One measurement per process.
 */
final class SecondsToTarget implements Workload {

  private static final double TARGET = 0.10;
  private static final int STEPS_PER_EVALUATION = 50;
  private static final int MAX_EVALUATIONS = 200;
  private static final double MAX_SECONDS = 600;

  @Override
  public BenchmarkResult measure(Settings settings) {
    var seed = settings.seed();
    var omniglot = settings.omniglot();
    // resized before the rotation, which takes seconds on large images
    var images = omniglot.background().resized(BenchmarkModel.INPUT.size()).withRotatedClasses();
    try (var encoder =
        Encoder.create(
            BenchmarkModel.INPUT,
            BenchmarkModel.RESIDUAL,
            settings.device(),
            seed.derive("weights"))) {
      var evaluator = new TargetEvaluator(encoder, omniglot.trials());
      Trainer.builder()
          .setEncoder(encoder)
          .setData(images)
          .setLoss(new InfoNce())
          .setConfig(
              TrainingConfig.defaults()
                  .withPkBatch(48, 4)
                  .withAugmentation(BenchmarkModel.HANDWRITING)
                  .withEpochs(MAX_EVALUATIONS)
                  .withStepsPerEpoch(STEPS_PER_EVALUATION)
                  .withLearningRate(2e-3)
                  // warmup until the first evaluation
                  .withLearningRateSchedule(progress -> Math.min(1, progress * MAX_EVALUATIONS)))
          .optListener(evaluator)
          .optSeed(seed.derive("training"))
          .build()
          .train();
      Thread.interrupted(); // clears the flag with which the evaluator ends the run
      return evaluator.result();
    }
  }

  /** Evaluates the trials after every epoch; ends the run at the target or at the time limit. */
  private static final class TargetEvaluator implements TrainingListener {

    private final Encoder encoder;
    private final EpisodeSet<Images> trials;
    private double error;
    private double seconds;
    private int steps;

    TargetEvaluator(Encoder encoder, EpisodeSet<Images> trials) {
      this.encoder = encoder;
      this.trials = trials;
    }

    @Override
    public void onEpoch(Progress progress, History history) {
      if (history.interrupted()) {
        return; // the epoch is incomplete
      }
      error = FewShotResult.evaluate(encoder, trials).error().value();
      var start = ProcessHandle.current().info().startInstant().orElseThrow();
      seconds = Duration.between(start, Instant.now()).toMillis() * 1e-3;
      steps = progress.step();
      System.err.printf(
          "step %d: loss %.4f, error %.4f, %.1f s%n", steps, history.lastLoss(), error, seconds);
      if (error <= TARGET || seconds > MAX_SECONDS) {
        Thread.currentThread().interrupt();
      }
    }

    BenchmarkResult result() {
      return new BenchmarkResult(
          "s",
          new double[] {seconds},
          Map.of("steps", steps, "error", error, "reached", error <= TARGET));
    }
  }
}
