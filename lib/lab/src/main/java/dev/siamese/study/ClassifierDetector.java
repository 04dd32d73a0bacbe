package dev.siamese.study;

import ai.djl.ndarray.NDManager;
import dev.siamese.data.TabularDataset;
import dev.siamese.loss.SoftmaxClassifier;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.Sampler;
import dev.siamese.task.FraudTask;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import dev.siamese.training.Trainer;
import dev.siamese.training.TrainingConfig;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * A softmax classifier on the encoder of a configuration: a linear layer on the embeddings, which
 * are not normalised, and cross-entropy instead of the configuration's loss, with batches of the
 * same size and as many steps. A query's score is the log odds of all fraud classes together.
 *
 * @param config of the encoder and its training
 * @param classes the classes of the classifier
 * @param balance how it handles class imbalance
 */
public record ClassifierDetector(TrainingConfig config, Classes classes, Balance balance)
    implements Detector {

  /** The classes of a classifier. */
  public enum Classes {
    /** Fraud and genuine claims. */
    BINARY,
    /** All types of fraud and of genuine claims, as for a Siamese network. */
    MULTICLASS
  }

  /** The handling of class imbalance. */
  public enum Balance {
    /** Batches and loss follow the class frequencies of the data. */
    NONE(1, count -> 1),
    /** Batches follow the data; a class's weight in the loss is the inverse of its frequency. */
    CLASS_WEIGHTS(1, count -> 1 / count),
    /** Batches have all classes with equal probability. */
    BALANCED_SAMPLING(0, count -> 1);

    private final double exponent; // of the class sizes in sampling
    private final DoubleUnaryOperator weight;

    Balance(double exponent, DoubleUnaryOperator weight) {
      this.exponent = exponent;
      this.weight = weight;
    }
  }

  @Override
  public float[] scores(TabularDataset train, TabularDataset queries, Seed seed) {
    var device = Torch.device("auto");
    var labelled = classes == Classes.BINARY ? FraudTask.toBinary(train) : train;
    var architecture = config.architecture().withoutL2Normalization();
    try (var manager = Torch.manager(device);
        var encoder =
            Encoder.create(
                config.input().fit(train), architecture, device, seed.derive("weights"));
        var classifier =
            new SoftmaxClassifier.Head(
                embeddingSize(encoder, train, manager), classWeights(labelled), device)) {
      int batchSize = config.classesPerBatch() * config.samplesPerClass();
      var sampler =
          Sampler.classBalanced(labelled, batchSize, balance.exponent, seed.derive("batches"));
      Trainer.builder()
          .setEncoder(encoder)
          .setData(labelled)
          .setConfig(config)
          .setLoss(classifier)
          .optSampler(sampler)
          .optSeed(seed.derive("training"))
          .build()
          .train();
      var logits = Tensors.toFloatArray(classifier.logits(encoder.embed(queries, manager)));
      return logOdds(logits, FraudTask.fraudClassMask(labelled));
    }
  }

  private static int embeddingSize(Encoder encoder, TabularDataset data, NDManager manager) {
    try (var one = encoder.embed(data.select(0), manager)) {
      return (int) one.getShape().get(1);
    }
  }

  /** The weight of each class in the loss; 1 for a class without samples. */
  private float[] classWeights(TabularDataset labelled) {
    var counts = labelled.classSizes();
    var weights = new float[counts.length];
    for (int label = 0; label < weights.length; label++) {
      weights[label] = counts[label] == 0 ? 1 : (float) balance.weight.applyAsDouble(counts[label]);
    }
    return weights;
  }

  /** For each row: log Σ exp over the fraud classes − log Σ exp over the others. */
  private static float[] logOdds(float[] logits, boolean[] fraud) {
    var odds = new float[logits.length / fraud.length];
    for (int row = 0; row < odds.length; row++) {
      int first = row * fraud.length;
      double largest =
          IntStream.range(0, fraud.length).mapToDouble(i -> logits[first + i]).max().orElseThrow();
      double[] sums = {0, 0};
      for (int i = 0; i < fraud.length; i++) {
        sums[fraud[i] ? 1 : 0] += Math.exp(logits[first + i] - largest);
      }
      odds[row] = (float) (Math.log(sums[1]) - Math.log(sums[0]));
    }
    return odds;
  }

  @Override
  public String toString() {
    return switch (balance) {
          case NONE -> "classifier";
          case CLASS_WEIGHTS -> "class-weighted classifier";
          case BALANCED_SAMPLING -> "classifier, balanced sampling";
        }
        + (classes == Classes.MULTICLASS ? ", multiclass" : "");
  }
}
