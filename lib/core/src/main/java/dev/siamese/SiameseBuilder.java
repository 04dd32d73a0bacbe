package dev.siamese;

import dev.siamese.augment.Augmentation;
import dev.siamese.data.Dataset;
import dev.siamese.data.ImageFolder;
import dev.siamese.data.Images;
import dev.siamese.data.LabeledPairs;
import dev.siamese.loss.LossSpec;
import dev.siamese.model.Architecture;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.util.function.UnaryOperator;

/**
 * Options for training a {@link Siamese} network. All of them have defaults, which depend on the
 * kind of samples.
 *
 * <p>Not thread-safe.
 */
public final class SiameseBuilder {

  private static final int MAX_SIDE = 48; // in pixels, of the squares that images become
  private static final int DIMENSIONS = 64;

  private UnaryOperator<TrainingConfig> changes = UnaryOperator.identity();
  private String device = "auto";
  private Seed seed = new Seed(0);
  private TrainingListener listener = TrainingListener.progressBar("training", System.out);

  SiameseBuilder() {}

  /**
   * The loss by name.
   *
   * @param text such as {@code triplet(margin=0.2)}; see {@link LossSpec#parse}
   * @return this builder
   */
  public SiameseBuilder loss(String text) {
    return loss(LossSpec.parse(text));
  }

  /**
   * The loss. Default: InfoNCE with cosine distance.
   *
   * @param loss or its specification
   * @return this builder
   */
  public SiameseBuilder loss(LossSpec loss) {
    return change(config -> config.withLoss(loss));
  }

  /**
   * The number of epochs of 40 steps. Default: 10.
   *
   * @param epochs at least 1
   * @return this builder
   */
  public SiameseBuilder epochs(int epochs) {
    return change(config -> config.withEpochs(epochs));
  }

  /**
   * The augmentations.
   *
   * @param augmentations applied one after the other; none switches augmentation off
   * @return this builder
   */
  public SiameseBuilder augmentation(Augmentation... augmentations) {
    return change(config -> config.withAugmentation(augmentations));
  }

  /**
   * The network below the embedding layer.
   *
   * @param network whose output is projected and L2-normalised
   * @return this builder
   */
  public SiameseBuilder backbone(Architecture network) {
    return change(config -> config.withArchitecture(network.projected(DIMENSIONS).l2Normalized()));
  }

  /**
   * Any other hyper-parameter.
   *
   * @param change such as {@code config -> config.withLearningRate(0.002)}
   * @return this builder
   */
  public SiameseBuilder change(UnaryOperator<TrainingConfig> change) {
    var before = changes;
    changes = config -> change.apply(before.apply(config));
    return this;
  }

  /**
   * The device. Default: auto.
   *
   * @param name {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:1}
   * @return this builder
   */
  public SiameseBuilder device(String name) {
    device = name;
    return this;
  }

  /**
   * The random seed. Default: 0.
   *
   * @param value the same seed gives the same model
   * @return this builder
   */
  public SiameseBuilder seed(long value) {
    seed = new Seed(value);
    return this;
  }

  /**
   * The listener. Default: a progress bar on standard output.
   *
   * @param value receives the progress
   * @return this builder
   */
  public SiameseBuilder listener(TrainingListener value) {
    listener = value;
    return this;
  }

  /**
   * Prints nothing.
   *
   * @return this builder
   */
  public SiameseBuilder quiet() {
    return listener(TrainingListener.NONE);
  }

  /**
   * Trains on the images of a folder with one sub-folder per class.
   *
   * @param folder of images in grey or colour, read at up to 48 × 48 pixels
   * @return the trained network
   * @throws dev.siamese.data.DataException if the folder cannot be read
   */
  public Siamese train(ImageFolder folder) {
    return train(folder.readLabeled(SiameseBuilder::square));
  }

  private static Images square(Images image) {
    return image.resized(Math.min(MAX_SIDE, Math.max(image.height(), image.width())));
  }

  /**
   * Trains on labelled samples. A fifth of the classes is held out, or a fifth of the samples if
   * there are fewer than 8 classes: the encoder keeps the weights of the epoch with the lowest
   * error on the held-out part, from which the threshold is fitted too. Classes with one sample are
   * left out. {@link dev.siamese.data.Records} need no labels: see {@link
   * dev.siamese.match.RecordTrainer#trainSelfSupervised}.
   *
   * @param data labelled samples
   * @return the trained network
   * @throws IllegalArgumentException if there are fewer than 2 classes with 2 samples
   */
  public Siamese train(Dataset data) {
    return training().train(data);
  }

  /**
   * Trains on labelled pairs. A fifth of the pairs is held out: the encoder keeps the weights of
   * the epoch with the highest average precision on them, from which the threshold is fitted too.
   *
   * @param pairs at least 10
   * @return the trained network
   * @throws IllegalArgumentException if there are fewer than 10 pairs
   */
  public Siamese train(LabeledPairs pairs) {
    return training().train(pairs);
  }

  private SiameseTraining training() {
    return new SiameseTraining(changes, device, seed, listener);
  }
}
