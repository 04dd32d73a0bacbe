package dev.siamese.training;

import dev.siamese.augment.Augmentation;
import dev.siamese.loss.LossSpec;
import dev.siamese.model.Architecture;
import dev.siamese.model.Preprocessor;
import dev.siamese.tensor.internal.RecordReflection;
import java.util.Arrays;

/** The methods of {@link TrainingConfig} that return it with one value changed. */
sealed interface TrainingOptions permits TrainingConfig {

  /**
   * {@return the same configuration with another preprocessing}
   *
   * @param value of the samples
   */
  default TrainingConfig withInput(Preprocessor value) {
    return replace("input", value);
  }

  /**
   * {@return the same configuration with another network}
   *
   * @param value of the encoder
   */
  default TrainingConfig withArchitecture(Architecture value) {
    return replace("architecture", value);
  }

  /**
   * {@return the same configuration with another loss}
   *
   * @param value or its specification
   */
  default TrainingConfig withLoss(LossSpec value) {
    return replace("loss", value);
  }

  /**
   * {@return the same configuration with other batches}
   *
   * @param classes P, the number of classes in a batch
   * @param samples K, the number of samples of each class
   */
  default TrainingConfig withPkBatch(int classes, int samples) {
    return RecordReflection.with(replace("classesPerBatch", classes), "samplesPerClass", samples);
  }

  /**
   * {@return the same configuration with other groups per batch}
   *
   * @param value the approximate number of groups; 0 ignores groups
   */
  default TrainingConfig withGroupsPerBatch(int value) {
    return replace("groupsPerBatch", value);
  }

  /**
   * {@return the same configuration with samples of the same indices or not}
   *
   * @param value whether the classes of a group share them
   */
  default TrainingConfig withSharedSampleIndices(boolean value) {
    return replace("sharedSampleIndices", value);
  }

  /**
   * {@return the same configuration with other augmentations}
   *
   * @param values applied one after the other
   */
  default TrainingConfig withAugmentation(Augmentation... values) {
    var effective = Arrays.stream(values).filter(each -> each != Augmentation.NONE).toList();
    return replace("augmentation", effective);
  }

  /**
   * {@return the same configuration with rotated images as classes or not}
   *
   * @param value whether they are classes
   */
  default TrainingConfig withRotatedClasses(boolean value) {
    return replace("rotatedClasses", value);
  }

  /**
   * {@return the same configuration with another number of epochs}
   *
   * @param value at least 1
   */
  default TrainingConfig withEpochs(int value) {
    return replace("epochs", value);
  }

  /**
   * {@return the same configuration with another patience}
   *
   * @param value the number of epochs without a lower validation error that end the run; 0 to run
   *     all epochs
   */
  default TrainingConfig withPatience(int value) {
    return replace("patience", value);
  }

  /**
   * {@return the same configuration with other steps per epoch}
   *
   * @param value 0 for as many as contain every class once
   */
  default TrainingConfig withStepsPerEpoch(int value) {
    return replace("stepsPerEpoch", value);
  }

  /**
   * {@return the same configuration with another highest learning rate}
   *
   * @param value above 0
   */
  default TrainingConfig withLearningRate(double value) {
    return replace("learningRate", value);
  }

  /**
   * {@return the same configuration with another learning rate schedule}
   *
   * @param value of the whole run
   */
  default TrainingConfig withLearningRateSchedule(LearningRateSchedule value) {
    return replace("learningRateSchedule", value);
  }

  /**
   * {@return the same configuration with another weight decay}
   *
   * @param value at least 0
   */
  default TrainingConfig withWeightDecay(double value) {
    return replace("weightDecay", value);
  }

  /**
   * {@return the same configuration with another maximum of the gradient's norm}
   *
   * @param value above 0
   */
  default TrainingConfig withMaxGradientNorm(double value) {
    return replace("maxGradientNorm", value);
  }

  /**
   * {@return the same configuration with Muon updates of another size}
   *
   * @param value the root mean square of an update per learning rate; 0 for AdamW alone
   */
  default TrainingConfig withMuonUpdateRms(double value) {
    return replace("muonUpdateRms", value);
  }

  /**
   * {@return the same configuration with another decay of the moving average}
   *
   * @param value from 0 to below 1; 0 for no average
   */
  default TrainingConfig withEmaDecay(double value) {
    return replace("emaDecay", value);
  }

  private TrainingConfig replace(String component, Object value) {
    return RecordReflection.with((TrainingConfig) this, component, value);
  }
}
