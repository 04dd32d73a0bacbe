package dev.siamese.study;

import dev.siamese.data.TabularDataset;
import dev.siamese.loss.SoftmaxClassifierLoss;
import dev.siamese.model.Encoder;
import dev.siamese.model.L2Normalized;
import dev.siamese.sampling.ClassBalancedSampler;
import dev.siamese.task.FraudTask;
import dev.siamese.task.Recipe;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * A plain classifier on the encoder of a recipe: a linear layer in place of the distances, and
 * cross-entropy in place of the recipe's loss; as many steps on batches as large. The embeddings
 * are not normalised. What is asked about is scored by how much more likely all classes of fraud
 * together are than all others.
 *
 * @param recipe how the encoder is trained
 * @param classes what is told apart
 * @param balance what is done about the imbalance
 */
public record ClassifierDetector(Recipe recipe, Classes classes, Balance balance)
    implements Detector {

  /** What a classifier tells apart. */
  public enum Classes {
    /** Fraud and genuine claims. */
    BINARY,
    /** All types of fraud and of genuine claims, as a Siamese network does. */
    MULTICLASS
  }

  /** What a classifier does about the imbalance of the classes. */
  public enum Balance {
    /** Nothing: batches and losses as the data is. */
    NONE(1, count -> 1),
    /** Batches as the data is, in which a class weighs the more in the loss the rarer it is. */
    CLASS_WEIGHTS(1, count -> 1 / count),
    /** Batches in which all classes are alike frequent. */
    BALANCED_SAMPLING(0, count -> 1);

    private final double exponent; // of the class sizes by which batches are drawn
    private final DoubleUnaryOperator weight;

    Balance(double power, DoubleUnaryOperator weight) {
      this.exponent = power;
      this.weight = weight;
    }
  }

  @Override
  public float[] scores(TabularDataset known, TabularDataset asked, Seed seed) {
    var device = Torch.device("auto");
    var labelled = classes == Classes.BINARY ? FraudTask.toBinary(known) : known;
    var architecture =
        recipe.architecture() instanceof L2Normalized normalized
            ? normalized.backbone()
            : recipe.architecture();
    try (var manager = Torch.manager(device);
        var encoder =
            Encoder.create(
                recipe.input().fit(known), architecture, device, seed.derive("weights"));
        var classifier =
            new SoftmaxClassifierLoss(
                embeddingSize(encoder, known), classWeights(labelled), device)) {
      int rows = recipe.classesPerBatch() * recipe.samplesPerClass();
      var batches =
          new ClassBalancedSampler(labelled, rows, balance.exponent, seed.derive("batches"));
      recipe
          .training(encoder, labelled, seed.derive("training"))
          .setLoss(classifier)
          .optSampler(batches)
          .build()
          .train();
      var logits = Tensors.toFloatArray(classifier.logits(encoder.embed(asked, manager)));
      return logOdds(logits, FraudTask.fraudClassMask(labelled));
    }
  }

  private static int embeddingSize(Encoder encoder, TabularDataset known) {
    try (var one = encoder.embed(known.select(0), encoder.manager())) {
      return (int) one.getShape().get(1);
    }
  }

  /** One for each class; a class without samples, which is never drawn, gets 1. */
  private float[] classWeights(TabularDataset labelled) {
    var counts = new int[labelled.classes().size()];
    Arrays.stream(labelled.labels()).forEach(label -> counts[label]++);
    var weights = new float[counts.length];
    for (int label = 0; label < weights.length; label++) {
      weights[label] = counts[label] == 0 ? 1 : (float) balance.weight.applyAsDouble(counts[label]);
    }
    return weights;
  }

  /** log Σ exp over the classes of fraud, less the same over the others: for each row. */
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
          case BALANCED_SAMPLING -> "classifier, balanced batches";
        }
        + (classes == Classes.MULTICLASS ? ", of types" : "");
  }
}
