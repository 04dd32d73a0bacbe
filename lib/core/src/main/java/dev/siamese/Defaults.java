package dev.siamese;

import dev.siamese.augment.AmplitudeScaling;
import dev.siamese.augment.BrightnessContrast;
import dev.siamese.augment.CategoryDropout;
import dev.siamese.augment.FrequencyMasking;
import dev.siamese.augment.GaussianNoise;
import dev.siamese.augment.RandomAffine;
import dev.siamese.augment.TimeMasking;
import dev.siamese.augment.TimeWarp;
import dev.siamese.data.AudioClips;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.data.Records;
import dev.siamese.data.Sequences;
import dev.siamese.data.TabularDataset;
import dev.siamese.data.Texts;
import dev.siamese.distance.Distances;
import dev.siamese.loss.InfoNce;
import dev.siamese.loss.SupervisedContrastive;
import dev.siamese.model.BiRnn;
import dev.siamese.model.Cnn1d;
import dev.siamese.model.FieldEmbeddingBag;
import dev.siamese.model.ImageInput;
import dev.siamese.model.LogMelInput;
import dev.siamese.model.RecordInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.model.SequenceInput;
import dev.siamese.model.TabularInput;
import dev.siamese.model.TabularMlp;
import dev.siamese.model.TextInput;
import dev.siamese.training.TrainingConfig;
import java.util.List;

/** The default configuration for each kind of samples. */
final class Defaults {

  private static final int EPOCHS = 10;
  private static final int STEPS_PER_EPOCH = 40;
  private static final int DIMENSIONS = 64;
  private static final int BUCKETS = 16_384; // of hashed n-grams

  private Defaults() {}

  /**
   * A configuration for samples of this type.
   *
   * @throws IllegalArgumentException if there is none
   */
  static TrainingConfig config(Dataset data) {
    if (data instanceof Images images) {
      return images(images);
    }
    if (data instanceof AudioClips clips) {
      return audio(clips);
    }
    if (data instanceof Sequences sequences) {
      return series(sequences);
    }
    if (data instanceof Records records) {
      return base(128, 2)
          .withInput(new RecordInput(records.fields(), 2, 3, BUCKETS))
          .withArchitecture(new FieldEmbeddingBag(BUCKETS, 32).l2Normalized())
          .withLearningRate(0.01);
    }
    if (data instanceof Texts) {
      var input = new TextInput(8000, 1000, 40);
      return base(32, 4)
          .withInput(input)
          .withArchitecture(
              new BiRnn(BiRnn.Cell.GRU, DIMENSIONS, 1, input.vocabularySize()).l2Normalized())
          .withLearningRate(0.01);
    }
    if (data instanceof TabularDataset) {
      return base(16, 8)
          .withLoss(new SupervisedContrastive(Distances.COSINE, 0.1))
          .withInput(new TabularInput(24))
          .withArchitecture(new TabularMlp(24, 8, List.of(64, 32)).l2Normalized())
          .withAugmentation(new CategoryDropout(0.3))
          .withLearningRate(0.005);
    }
    throw new IllegalArgumentException(
        "%s has no default configuration: train it with dev.siamese.training.Trainer"
            .formatted(data.getClass().getSimpleName()));
  }

  private static TrainingConfig base(int classes, int samples) {
    return TrainingConfig.defaults()
        .withLoss(new InfoNce(Distances.COSINE, 0.1))
        .withPkBatch(classes, samples)
        .withEpochs(EPOCHS)
        .withStepsPerEpoch(STEPS_PER_EPOCH)
        .withLearningRate(0.002);
  }

  private static TrainingConfig images(Images images) {
    int side = Math.max(images.height(), images.width());
    int size = Math.max(32, Math.min(48, side));
    return base(32, 4)
        .withInput(new ImageInput(size, false, images.channels()))
        .withArchitecture(new ResidualCnn(List.of(16, 32, 64)).projected(DIMENSIONS).l2Normalized())
        .withAugmentation(new RandomAffine(10, 0.06, 0.15, 0.1), new BrightnessContrast(0.2, 0.4));
  }

  private static TrainingConfig audio(AudioClips clips) {
    int rate = clips.sampleRate();
    return base(10, 8)
        .withLoss(new SupervisedContrastive(Distances.COSINE, 0.1))
        .withInput(new LogMelInput(rate, rate * 32 / 1000, rate / 100, 32, 48))
        .withArchitecture(new ResidualCnn(List.of(24, 48, 64)).projected(DIMENSIONS).l2Normalized())
        .withAugmentation(
            new TimeWarp(0.4, 5), new TimeMasking(0.2, 1), new FrequencyMasking(0.2, 1))
        .withLearningRate(0.003);
  }

  private static TrainingConfig series(Sequences sequences) {
    int longest = 0;
    for (int row = 0; row < sequences.size(); row++) {
      longest = Math.max(longest, sequences.length(row));
    }
    int length = Math.max(64, Math.min(512, longest));
    return base(16, 8)
        .withLoss(new SupervisedContrastive(Distances.COSINE, 0.1))
        .withInput(SequenceInput.zNormalized(sequences.features(), length))
        .withArchitecture(new Cnn1d(List.of(32, 64, 64, 64, 64, 64), 5).l2Normalized())
        .withAugmentation(
            new AmplitudeScaling(0.1, 0), new TimeWarp(0.2, 4), new GaussianNoise(0.05))
        .withLearningRate(0.003);
  }
}
