package dev.siamese.training;

import dev.siamese.data.Dataset;
import dev.siamese.data.LabeledPairs;
import dev.siamese.loss.LossSpec;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.sampling.Sampler;
import dev.siamese.tensor.Seed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Trains an encoder: every batch of P×K samples is augmented, embedded once, and scored by one
 * loss.
 *
 * <p>With validation, the encoder keeps the weights of the best epoch. Interrupting the thread ends
 * the run after the current step; the encoder keeps what it has learned so far.
 */
public final class Trainer {

  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private final TrainingRun run;

  private Trainer(Builder builder) {
    run =
        new TrainingRun(
            Objects.requireNonNull(builder.encoder, "setEncoder is missing"),
            Objects.requireNonNull(builder.data, "setData is missing"),
            builder.loss == null ? builder.config : builder.config.withLoss(builder.loss),
            builder.sampler,
            builder.checkpoint,
            builder.checkpointInterval,
            builder.validator,
            builder.listener,
            builder.seed);
  }

  /** {@return a new builder} */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Trains the encoder. Afterwards it has the weights of the best epoch, and its card the distance
   * of the loss and the training classes. DJL records the gradients of one training per process at
   * a time: while another thread trains, this method waits.
   *
   * @return the losses and validation errors of all epochs
   * @throws ArithmeticException if the loss or a weight becomes NaN or infinite, naming step, epoch
   *     and likely causes. The loss is looked at after every step on the CPU, elsewhere after every
   *     hundredth and after every epoch. The encoder keeps the weights of the best epoch, or of the
   *     last one whose losses and weights were finite
   * @throws IllegalStateException if the checkpoint belongs to another run, or DJL's gradient
   *     collector is open outside of a training
   */
  public History train() {
    while (true) {
      var history = run.encoder().withWriteLock(this::trainIfFree);
      if (history != null) {
        return history;
      }
      // waits for the other training while others can use this encoder
      ONE_AT_A_TIME.lock();
      ONE_AT_A_TIME.unlock();
    }
  }

  /** Null while another encoder is trained. */
  private History trainIfFree() {
    if (!ONE_AT_A_TIME.tryLock()) {
      return null;
    }
    try {
      return run.train();
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  /** Sets what a run needs: {@code set…} is required, {@code opt…} has a default. */
  public static final class Builder {

    private Encoder encoder;
    private Dataset data;
    private TrainingConfig config = TrainingConfig.defaults();
    private LossSpec loss; // null for that of the configuration
    private Sampler sampler;
    private Path checkpoint;
    private Duration checkpointInterval = Duration.ofMinutes(10);
    private ValidationResult.Validator validator;
    private TrainingListener listener = TrainingListener.NONE;
    private Seed seed = new Seed(0);

    private Builder() {}

    /**
     * The encoder to train.
     *
     * @param value on its device
     * @return this builder
     */
    public Builder setEncoder(Encoder value) {
      encoder = value;
      return this;
    }

    /**
     * The training samples.
     *
     * @param value as they were read; the encoder preprocesses them
     * @return this builder
     * @throws IllegalArgumentException if there are none
     */
    public Builder setData(Dataset value) {
      if (value != null && value.size() == 0) {
        throw new IllegalArgumentException("the data has 0 samples: at least 1 is needed");
      }
      data = value;
      return this;
    }

    /**
     * The hyper-parameters. Default: {@link TrainingConfig#defaults()}.
     *
     * @param value of which input and architecture are not used
     * @return this builder
     */
    public Builder setConfig(TrainingConfig value) {
      config = Objects.requireNonNull(value, "the configuration is null");
      return this;
    }

    /**
     * A loss instead of the configuration's. One that has weights already must be on the encoder's
     * device, and the caller closes it.
     *
     * @param value or its specification
     * @return this builder
     */
    public Builder setLoss(LossSpec value) {
      loss = value;
      return this;
    }

    /**
     * The sampler. Default: P×K batches.
     *
     * @param value of other batches of the same data, such as pairs
     * @return this builder
     */
    public Builder optSampler(Sampler value) {
      sampler = value;
      return this;
    }

    /**
     * A file that is written after every epoch, within longer epochs at intervals, and when the
     * process is terminated. If it exists, it is read, and the run continues as if it had not been
     * interrupted; it must be of the same configuration, data and seed. It is not deleted at the
     * end. Default: none.
     *
     * @param file the checkpoint
     * @return this builder
     */
    public Builder optCheckpoint(Path file) {
      checkpoint = file;
      return this;
    }

    /**
     * The time between two checkpoints within an epoch: what a killed process loses at most.
     * Writing one waits for the device. Default: 10 minutes.
     *
     * @param interval not negative; 0 writes one after every step
     * @return this builder
     * @throws IllegalArgumentException if the interval is negative
     */
    public Builder optCheckpointInterval(Duration interval) {
      if (interval.isNegative()) {
        throw new IllegalArgumentException(
            "the interval between checkpoints must not be negative, and is " + interval);
      }
      checkpointInterval = interval;
      return this;
    }

    /**
     * Few-shot episodes of held-out classes, evaluated after every epoch: the encoder keeps the
     * weights of the epoch with the lowest error rate. Default: none.
     *
     * @param episodes with their data
     * @return this builder
     */
    public Builder optValidation(EpisodeSet<?> episodes) {
      validator = ValidationResult.of(episodes);
      return this;
    }

    /**
     * Held-out pairs, evaluated after every epoch: the encoder keeps the weights of the epoch with
     * the highest average precision. Default: none.
     *
     * @param pairs with their data
     * @return this builder
     */
    public Builder optValidation(LabeledPairs pairs) {
      validator = ValidationResult.of(pairs);
      return this;
    }

    /**
     * The listener. Default: {@link TrainingListener#NONE}.
     *
     * @param value receives the progress of the run
     * @return this builder
     */
    public Builder optListener(TrainingListener value) {
      listener = value;
      return this;
    }

    /**
     * The random seed. Default: 0.
     *
     * @param value of the run
     * @return this builder
     */
    public Builder optSeed(Seed value) {
      seed = value;
      return this;
    }

    /**
     * {@return the trainer}
     *
     * @throws NullPointerException if a required setting is missing
     */
    public Trainer build() {
      return new Trainer(this);
    }
  }
}
