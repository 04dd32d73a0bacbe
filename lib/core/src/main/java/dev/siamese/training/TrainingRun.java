package dev.siamese.training;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.loss.Loss;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.PkSampler;
import dev.siamese.sampling.Sampler;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.Weights;
import dev.siamese.tensor.internal.NoGrad;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One run of a {@link Trainer}.
 *
 * @param encoder to train
 * @param data the training samples
 * @param config the hyper-parameters
 * @param customSampler null for P×K batches
 * @param checkpoint null for none
 * @param checkpointInterval between two checkpoints within an epoch
 * @param validator null for none
 * @param listener that receives the progress
 * @param seed of the run
 */
record TrainingRun(
    Encoder encoder,
    Dataset data,
    TrainingConfig config,
    Sampler customSampler,
    Path checkpoint,
    Duration checkpointInterval,
    ValidationResult.Validator validator,
    TrainingListener listener,
    Seed seed) {

  /** Trains; afterwards the encoder has the weights of the best epoch. */
  History train() {
    var samples = config.rotatedClasses() ? rotated() : data;
    var transformed = encoder.card().input().transform(samples);
    try (var manager = Torch.manager(encoder.device())) {
      var loss = createLoss(samples.classes().size(), transformed, manager);
      try {
        return locked(loss.parameters(), () -> train(samples, transformed, loss, manager));
      } finally {
        if (loss != config.loss()) { // created here
          loss.close();
        }
      }
    }
  }

  /** The loss, with weights for embeddings as the network computes them in training. */
  private Loss createLoss(int classes, Dataset transformed, NDManager manager) {
    int dimensions = embeddingSize(transformed, manager);
    var lossSeed = seed.derive("loss");
    var loss = config.loss().create(classes, dimensions, encoder.device(), lossSeed);
    int trained = loss == config.loss() ? dimensions : trainedSize(transformed, manager);
    if (trained == dimensions) {
      return loss;
    }
    boolean learnsDistance = !loss.distance().parameters().isEmpty();
    loss.close();
    if (learnsDistance) {
      throw new IllegalArgumentException(
          "%s learns a distance of the %d numbers that the network computes, but embeddings have %d, with the features: use a network without features"
              .formatted(loss, trained, dimensions));
    }
    return config.loss().create(classes, trained, encoder.device(), lossSeed);
  }

  /** Work during which other threads that use the weights of the loss wait. */
  private static <T> T locked(List<Weights> weights, Supplier<T> work) {
    return weights.isEmpty()
        ? work.get()
        : weights.get(0).withWriteLock(() -> locked(weights.subList(1, weights.size()), work));
  }

  private int embeddingSize(Dataset transformed, NDManager manager) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var sample = transformed.batch(manager, new int[] {0});
      return (int) encoder.forward(sample, false).getShape().get(1);
    }
  }

  /** The length in training, when a network may leave out computed features. */
  private int trainedSize(Dataset transformed, NDManager manager) {
    var state = encoder.weights().state();
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var pair = transformed.batch(manager, new int[] {0, 0}); // for batch normalisation
      return (int) NoGrad.get(() -> encoder.forward(pair, true)).getShape().get(1);
    } finally {
      encoder.weights().loadState(state); // with the statistics of batch normalisation
    }
  }

  private History train(Dataset samples, Dataset transformed, Loss loss, NDManager manager) {
    var sampler = customSampler != null ? customSampler : pkSampler(samples);
    var classes = samples.classes().stream().map(ClassInfo::toString).toList();
    encoder.setCard(encoder.card().withDistance(loss.distance()).withTrainingClasses(classes));
    var weights = new ArrayList<>(List.of(encoder.weights()));
    weights.addAll(loss.parameters());
    weights.forEach(each -> requireEncoderDevice(each, loss));
    weights.removeIf(each -> each.size() == 0);
    if (weights.isEmpty()) {
      throw new IllegalArgumentException(
          "neither %s nor %s has parameters: there is nothing to train"
              .formatted(encoder.card().architecture(), loss));
    }
    var augmentation = config.augmentationPipeline();
    var step = new TrainingStep(encoder, transformed, manager, sampler, augmentation, loss, seed);
    var state = new RunState(weights, config, manager);
    try {
      var file = new CheckpointFile(checkpoint, checkpointInterval, fingerprint(samples, sampler));
      new TrainingLoop(config, step, state, validator, listener, file).run();
      return state.history;
    } finally {
      encoder.setCard(encoder.card().withDistance(loss.distance())); // as it is learned
      if (state.history.interrupted()) {
        Thread.currentThread().interrupt();
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
    var device = weights.device();
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
}
