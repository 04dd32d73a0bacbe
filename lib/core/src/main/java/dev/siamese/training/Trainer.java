package dev.siamese.training;

import ai.djl.ndarray.NDScope;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.data.LabeledPairs;
import dev.siamese.loss.Loss;
import dev.siamese.loss.LossSpec;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.sampling.PkSampler;
import dev.siamese.sampling.Sampler;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Trains an encoder: every batch of P×K samples is augmented, embedded once, and scored by one
 * loss.
 *
 * <p>With validation, the encoder keeps the weights of the best epoch. Interrupting the thread ends
 * the run after the current step; the encoder keeps what it has learned so far.
 */
public final class Trainer {

  private final Encoder encoder;
  private final Dataset data;
  private final TrainingConfig config;
  private final Sampler customSampler; // null for P×K batches
  private final Path checkpoint; // null for none
  private final ValidationResult.Validator validator; // null for none
  private final TrainingListener listener;
  private final Seed seed;

  private Trainer(Builder builder) {
    encoder = Objects.requireNonNull(builder.encoder, "setEncoder is missing");
    data = Objects.requireNonNull(builder.data, "setData is missing");
    config = builder.loss == null ? builder.config : builder.config.withLoss(builder.loss);
    customSampler = builder.sampler;
    checkpoint = builder.checkpoint;
    validator = builder.validator;
    listener = builder.listener;
    seed = builder.seed;
  }

  /** {@return a new builder} */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Trains the encoder. Afterwards it has the weights of the best epoch, and its card the distance
   * of the loss and the training classes.
   *
   * @return the losses and validation errors of all epochs
   * @throws ArithmeticException if the loss becomes NaN or infinite
   * @throws IllegalStateException if the checkpoint belongs to another run
   */
  public History train() {
    return encoder.withWriteLock(this::trainLocked);
  }

  private History trainLocked() {
    var samples = config.rotatedClasses() ? rotated() : data;
    var transformed = encoder.card().input().transform(samples);
    int classes = samples.classes().size();
    var device = encoder.device();
    var loss =
        config.loss().create(classes, embeddingSize(transformed), device, seed.derive("loss"));
    try {
      return train(samples, transformed, loss);
    } finally {
      if (loss != config.loss()) { // created here
        loss.close();
      }
    }
  }

  private int embeddingSize(Dataset transformed) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var sample = transformed.batch(encoder.manager(), new int[] {0});
      return (int) encoder.forward(sample, false).getShape().get(1);
    }
  }

  private History train(Dataset samples, Dataset transformed, Loss loss) {
    var sampler = customSampler != null ? customSampler : pkSampler(samples);
    var classes = samples.classes().stream().map(ClassInfo::toString).toList();
    encoder.setCard(encoder.card().withDistance(loss.distance()).withTrainingClasses(classes));
    var weights = new ArrayList<>(List.of(encoder.weights()));
    weights.addAll(loss.parameters());
    weights.forEach(each -> requireEncoderDevice(each, loss));
    var step =
        new TrainingStep(encoder, transformed, sampler, config.augmentationPipeline(), loss, seed);
    try (var state = new RunState(weights, config)) {
      try {
        new TrainingLoop(config, step, state, validator, listener)
            .run(checkpoint, fingerprint(samples, sampler));
        encoder.setCard(encoder.card().withDistance(loss.distance())); // as it is learned
        return state.history;
      } finally {
        if (state.history.interrupted()) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private Images rotated() {
    if (customSampler != null || !(data instanceof Images images)) {
      throw new IllegalArgumentException(
          "rotatedClasses needs images and P×K batches, not %s%s: set it to false"
              .formatted(
                  data.getClass().getSimpleName(),
                  customSampler == null ? "" : " and " + customSampler));
    }
    return encoder.card().input().resize(images).withRotatedClasses();
  }

  private Sampler pkSampler(Dataset samples) {
    int groups = config.groupsPerBatch();
    return new PkSampler(
            samples, config.classesPerBatch(), config.samplesPerClass(), seed.derive("batches"))
        .withGroupsPerBatch(groups == 0 ? config.classesPerBatch() : groups)
        .withSharedSampleIndices(config.sharedSampleIndices());
  }

  private void requireEncoderDevice(Weights weights, Loss loss) {
    var device = weights.values().getDevice();
    if (!device.equals(encoder.device())) {
      throw new IllegalArgumentException(
          "the weights of %s are on %s, but the encoder is on %s: create both on one device"
              .formatted(loss, device, encoder.device()));
    }
  }

  /** Everything that the result of the run depends on. */
  private String fingerprint(Dataset samples, Sampler sampler) {
    var card = encoder.card();
    return "%s%nsampler: %s%ndata: %d samples of the classes %s%nseed: %s"
        .formatted(
            config.withInput(card.input()).withArchitecture(card.architecture()),
            customSampler == null ? "P×K" : sampler,
            samples.size(),
            samples.classes(),
            seed);
  }

  /** Sets what a run needs: {@code set…} is required, {@code opt…} has a default. */
  public static final class Builder {

    private Encoder encoder;
    private Dataset data;
    private TrainingConfig config = TrainingConfig.defaults();
    private LossSpec loss; // null for that of the configuration
    private Sampler sampler;
    private Path checkpoint;
    private ValidationResult.Validator validator;
    private TrainingListener listener = TrainingListener.NONE;
    private Seed seed = new Seed(0);

    private Builder() {}

    /** The encoder to train, on its device. */
    public Builder setEncoder(Encoder value) {
      encoder = value;
      return this;
    }

    /** The training samples as they were read; the encoder preprocesses them. */
    public Builder setData(Dataset value) {
      data = value;
      return this;
    }

    /** The hyper-parameters, of which input and architecture are not used. Default: defaults(). */
    public Builder setConfig(TrainingConfig value) {
      config = Objects.requireNonNull(value, "the configuration is null");
      return this;
    }

    /**
     * A loss instead of the configuration's. One that has weights already must be on the encoder's
     * device, and the caller closes it.
     */
    public Builder setLoss(LossSpec value) {
      loss = value;
      return this;
    }

    /** Batches other than P×K of the same data, such as pairs. Default: P×K batches. */
    public Builder optSampler(Sampler value) {
      sampler = value;
      return this;
    }

    /**
     * A file that is written after every epoch. If it exists, it is read, and the run continues as
     * if it had not been interrupted; it must be of the same configuration, data and seed. It is
     * not deleted at the end. Default: none.
     */
    public Builder optCheckpoint(Path file) {
      checkpoint = file;
      return this;
    }

    /**
     * Few-shot episodes of held-out classes, evaluated after every epoch: the encoder keeps the
     * weights of the epoch with the lowest error rate. Default: none.
     */
    public Builder optValidation(EpisodeSet<?> episodes) {
      validator = (trained, itsLoss) -> ValidationResult.evaluate(trained, episodes, itsLoss);
      return this;
    }

    /**
     * Held-out pairs, evaluated after every epoch: the encoder keeps the weights of the epoch with
     * the highest average precision. Default: none.
     */
    public Builder optValidation(LabeledPairs pairs) {
      validator = (trained, itsLoss) -> ValidationResult.evaluate(trained, pairs, itsLoss);
      return this;
    }

    /** Receives the progress of the run. Default: {@link TrainingListener#NONE}. */
    public Builder optListener(TrainingListener value) {
      listener = value;
      return this;
    }

    /** The random seed of the run. Default: 0. */
    public Builder optSeed(Seed value) {
      seed = value;
      return this;
    }

    /** {@return the trainer} Throws a NullPointerException if a required setting is missing. */
    public Trainer build() {
      return new Trainer(this);
    }
  }
}
