package dev.siamese.training;

import ai.djl.Device;
import dev.siamese.augment.Augmentation;
import dev.siamese.data.Dataset;
import dev.siamese.loss.InfoNce;
import dev.siamese.loss.LossSpec;
import dev.siamese.model.Architecture;
import dev.siamese.model.Encoder;
import dev.siamese.model.Preprocessor;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.JsonOptional;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * All hyper-parameters of a training run. It is written and read as JSON, in which a missing
 * component has its default.
 *
 * @param input the encoder's preprocessing. Default: null, for an encoder created separately
 * @param architecture the network of the encoder. Default: null, as for the input
 * @param loss the loss function with its distance. Default: InfoNCE
 * @param classesPerBatch P, the number of classes in a batch. More classes give harder negatives.
 *     Default: 32
 * @param samplesPerClass K, the number of samples of each class in a batch. Default: 4
 * @param groupsPerBatch the approximate number of groups, such as alphabets, that the classes of a
 *     batch are drawn from; fewer groups give harder negatives; 0 ignores groups. Default: 0
 * @param sharedSampleIndices whether the classes of a group take samples of the same indices, for
 *     data whose n-th samples of all classes of a group have the same writer: then style does not
 *     separate classes. Default: false
 * @param augmentation applied to every batch, one after the other. Default: none
 * @param rotatedClasses whether each class of images, rotated by 90°, 180° and 270°, gives three
 *     more classes. Default: false
 * @param epochs the number of epochs, or the largest with patience. Default: 10
 * @param patience if above 0, the run ends after this many epochs in a row without a lower
 *     validation error, and without validation after this many epochs. Default: 0
 * @param stepsPerEpoch the number of batches after which the run validates and reports; 0 for as
 *     many as contain every class once. Default: 0
 * @param learningRate the highest learning rate of AdamW. Default: 0.001
 * @param learningRateSchedule factor of the learning rate. Default: COSINE_WITH_WARMUP
 * @param weightDecay the decoupled weight decay of AdamW. Default: 0.0001
 * @param maxGradientNorm a gradient with a larger norm is scaled down to it. Default: 10
 * @param muonUpdateRms if above 0, matrices and kernels are updated by Muon (Jordan et al. 2024)
 *     instead of AdamW, with this root mean square of an update per learning rate, where AdamW has
 *     about 0.2: fewer steps for an encoder that has much to learn, each up to a fifth slower. Try
 *     0.2 to 0.8. Default: 0
 * @param emaDecay if above 0, the exponential moving average of the weights with this decay per
 *     step is validated and kept instead of the last weights: 0.99 averages over about 100 steps.
 *     Default: 0
 */
public record TrainingConfig(
    @JsonOptional Preprocessor input,
    @JsonOptional Architecture architecture,
    LossSpec loss,
    int classesPerBatch,
    int samplesPerClass,
    int groupsPerBatch,
    boolean sharedSampleIndices,
    List<Augmentation> augmentation,
    boolean rotatedClasses,
    int epochs,
    int patience,
    int stepsPerEpoch,
    double learningRate,
    LearningRateSchedule learningRateSchedule,
    double weightDecay,
    double maxGradientNorm,
    double muonUpdateRms,
    double emaDecay)
    implements TrainingOptions {

  /**
   * Checks the values.
   *
   * @param input may be null
   * @param architecture may be null
   * @param loss or its specification
   * @param classesPerBatch at least 2
   * @param samplesPerClass at least 1
   * @param groupsPerBatch at least 0
   * @param sharedSampleIndices within a group
   * @param augmentation copied
   * @param rotatedClasses for images only
   * @param epochs at least 1
   * @param patience at least 0
   * @param stepsPerEpoch at least 0
   * @param learningRate above 0
   * @param learningRateSchedule not null
   * @param weightDecay at least 0
   * @param maxGradientNorm above 0
   * @param muonUpdateRms at least 0
   * @param emaDecay from 0 to below 1
   * @throws IllegalArgumentException naming the value that is out of its range
   */
  public TrainingConfig {
    Objects.requireNonNull(loss, "loss is missing");
    Objects.requireNonNull(learningRateSchedule, "learningRateSchedule is missing");
    augmentation = List.copyOf(augmentation);
    require(classesPerBatch >= 2, "classesPerBatch", "at least 2", classesPerBatch);
    require(samplesPerClass >= 1, "samplesPerClass", "at least 1", samplesPerClass);
    require(groupsPerBatch >= 0, "groupsPerBatch", "at least 0", groupsPerBatch);
    require(epochs >= 1, "epochs", "at least 1", epochs);
    require(patience >= 0, "patience", "at least 0", patience);
    require(stepsPerEpoch >= 0, "stepsPerEpoch", "at least 0", stepsPerEpoch);
    require(learningRate > 0, "learningRate", "above 0", learningRate);
    require(weightDecay >= 0, "weightDecay", "at least 0", weightDecay);
    require(maxGradientNorm > 0, "maxGradientNorm", "above 0", maxGradientNorm);
    require(muonUpdateRms >= 0, "muonUpdateRms", "at least 0", muonUpdateRms);
    require(emaDecay >= 0 && emaDecay < 1, "emaDecay", "at least 0 and below 1", emaDecay);
  }

  private TrainingConfig() {
    this(
        null,
        null,
        new InfoNce(),
        32,
        4,
        0,
        false,
        List.of(),
        false,
        10,
        0,
        0,
        1e-3,
        LearningRateSchedule.COSINE_WITH_WARMUP,
        1e-4,
        10,
        0,
        0);
  }

  private static void require(boolean valid, String name, String range, Number value) {
    if (!valid || !Double.isFinite(value.doubleValue())) {
      throw new IllegalArgumentException("%s must be %s, not %s".formatted(name, range, value));
    }
  }

  /** {@return the default values, without input and architecture} */
  public static TrainingConfig defaults() {
    return new TrainingConfig();
  }

  /**
   * {@return the configuration in a text that {@link #toString} wrote}
   *
   * @param json an object; a missing key has its default
   * @throws IllegalArgumentException naming the key that is unknown or has an invalid value
   */
  public static TrainingConfig parse(String json) {
    return TrainingConfigJson.read(json);
  }

  /**
   * {@return the same configuration with one value changed}
   *
   * @param path to the value, such as {@code learningRate}, {@code
   *     architecture.backbone.dimensions} or {@code augmentation.0.degrees}
   * @param value as JSON; text that is not valid JSON is taken as a string
   * @throws IllegalArgumentException if the path does not exist or the value is invalid
   */
  public TrainingConfig with(String path, String value) {
    return TrainingConfigJson.with(this, path, value);
  }

  /**
   * {@return a new encoder of this input and architecture, which the caller closes}
   *
   * @param train the training samples, to which input and architecture are fitted
   * @param device of the encoder's weights
   * @param seed of the initial weights
   * @throws NullPointerException if the input or the architecture is missing
   * @throws IllegalArgumentException if what is fitted is not finite, as with equal samples
   */
  public Encoder createEncoder(Dataset train, Device device, Seed seed) {
    var fittedInput = Objects.requireNonNull(input, "input is missing").fit(train);
    var plan = Objects.requireNonNull(architecture, "architecture is missing");
    var fitted = plan.fit(train, fittedInput);
    requireFinite(withInput(fittedInput).withArchitecture(fitted));
    return Encoder.create(fittedInput, fitted, device, seed.derive("weights"));
  }

  /** Only finite numbers can be saved. */
  private static void requireFinite(TrainingConfig fitted) {
    try {
      TrainingConfigJson.write(fitted);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "statistics of the training data are not finite: are its samples all equal or blank?", e);
    }
  }

  /**
   * {@return the same configuration with P×K batches that fit: of no more classes than there are,
   * and no more samples of a class than the smallest class has, but at least 2}
   *
   * @param train the training samples
   */
  public TrainingConfig fitTo(Dataset train) {
    int smallest = IntStream.of(train.classSizes()).filter(size -> size > 0).min().orElse(0);
    int classes = train.classes().size() * (rotatedClasses ? 4 : 1);
    int fitted = Math.max(2, Math.min(classesPerBatch, classes));
    return withPkBatch(fitted, Math.min(samplesPerClass, Math.max(2, smallest)))
        .withGroupsPerBatch(Math.min(groupsPerBatch, fitted));
  }

  /** {@return the augmentations as one} */
  public Augmentation augmentationPipeline() {
    return augmentation.stream().reduce(Augmentation::then).orElse(Augmentation.NONE);
  }

  /** As JSON. */
  @Override
  public String toString() {
    return TrainingConfigJson.write(this);
  }
}
