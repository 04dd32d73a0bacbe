package dev.siamese.experiment;

import dev.siamese.data.TableRows;
import dev.siamese.encoder.Encoder;
import dev.siamese.encoder.Normalized;
import dev.siamese.engine.Seed;
import dev.siamese.engine.Torch;
import dev.siamese.engine.Transfer;
import dev.siamese.loss.LinearClassifier;
import dev.siamese.sampling.WeightedBatches;
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
    FRAUD,
    /** All types of fraud and of genuine claims, as a Siamese network does. */
    TYPES
  }

  /** What a classifier does about the imbalance of the classes. */
  public enum Balance {
    /** Nothing: batches and losses as the data is. */
    NONE(1, count -> 1),
    /** Batches as the data is, in which a class weighs the more in the loss the rarer it is. */
    WEIGHTS(1, count -> 1 / count),
    /** Batches in which all classes are alike frequent. */
    BATCHES(0, count -> 1);

    private final double power; // of the class sizes by which batches are drawn
    private final DoubleUnaryOperator weight;

    Balance(double power, DoubleUnaryOperator weight) {
      this.power = power;
      this.weight = weight;
    }
  }

  @Override
  public float[] scores(TableRows known, TableRows asked, Seed seed) {
    var device = Torch.device("auto");
    var labelled = classes == Classes.FRAUD ? FraudTask.twoKinds(known) : known;
    var architecture =
        recipe.architecture() instanceof Normalized normalized
            ? normalized.body()
            : recipe.architecture();
    try (var manager = Torch.manager(device);
        var encoder =
            Encoder.create(
                recipe.input().fitted(known), architecture, device, seed.derive("weights"));
        var classifier = new LinearClassifier(length(encoder, known), weights(labelled), device)) {
      int rows = recipe.classes() * recipe.samples();
      var batches = new WeightedBatches(labelled, rows, balance.power, seed.derive("batches"));
      recipe
          .training(encoder, labelled, seed.derive("training"))
          .setLoss(classifier)
          .optSampler(batches)
          .build()
          .run();
      var logits = Transfer.floats(classifier.logits(encoder.embed(asked, manager)));
      return odds(logits, FraudTask.fraudClasses(labelled));
    }
  }

  private static int length(Encoder encoder, TableRows known) {
    try (var one = encoder.embed(known.select(0), encoder.manager())) {
      return (int) one.getShape().get(1);
    }
  }

  /** One for each class; a class without samples, which is never drawn, gets 1. */
  private float[] weights(TableRows labelled) {
    var counts = new int[labelled.classes().size()];
    Arrays.stream(labelled.labels()).forEach(label -> counts[label]++);
    var weights = new float[counts.length];
    for (int label = 0; label < weights.length; label++) {
      weights[label] = counts[label] == 0 ? 1 : (float) balance.weight.applyAsDouble(counts[label]);
    }
    return weights;
  }

  /** log Σ exp over the classes of fraud, less the same over the others: for each row. */
  private static float[] odds(float[] logits, boolean[] fraud) {
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
          case WEIGHTS -> "class-weighted classifier";
          case BATCHES -> "classifier, balanced batches";
        }
        + (classes == Classes.TYPES ? ", of types" : "");
  }
}
