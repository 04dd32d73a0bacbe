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
import java.util.stream.IntStream;

/**
 * A plain classifier on the encoder of a recipe: a linear layer and cross-entropy, trained for as
 * many steps on batches as large. What it makes of the recipe's loss is nothing, and of the length
 * of the embeddings it takes no notice either: they are not normalised.
 *
 * @param recipe how the encoder is trained
 * @param power of the class sizes by which batches are drawn: 1 as the data is, 0 half and half
 * @param weighted whether the classes count alike in the loss, however often they are drawn
 */
public record ClassifierDetector(Recipe recipe, double power, boolean weighted)
    implements Detector {

  @Override
  public float[] scores(TableRows known, TableRows asked, Seed seed) {
    var device = Torch.device("auto");
    var kinds = FraudTask.twoKinds(known);
    var architecture =
        recipe.architecture() instanceof Normalized normalized
            ? normalized.body()
            : recipe.architecture();
    try (var manager = Torch.manager(device);
        var encoder =
            Encoder.create(
                recipe.input().fitted(known), architecture, device, seed.derive("weights"));
        var classifier = new LinearClassifier(length(encoder, known), weights(kinds), device)) {
      int rows = recipe.classes() * recipe.samples();
      var batches = new WeightedBatches(kinds, rows, power, seed.derive("batches"));
      FraudTraining.run(recipe, encoder, kinds, batches, classifier, seed);
      var logits = Transfer.floats(classifier.logits(encoder.embed(asked, manager)));
      var scores = new float[asked.size()];
      IntStream.range(0, scores.length)
          .forEach(row -> scores[row] = logits[2 * row + 1] - logits[2 * row]);
      return scores;
    }
  }

  private static int length(Encoder encoder, TableRows known) {
    try (var one = encoder.embed(known.select(0), encoder.manager())) {
      return (int) one.getShape().get(1);
    }
  }

  @Override
  public String toString() {
    return (weighted ? "class-weighted classifier" : "classifier")
        + (power == 1 ? "" : ", balanced batches");
  }

  /** Inversely as often as each class is drawn. */
  private float[] weights(TableRows kinds) {
    if (!weighted) {
      return new float[] {1, 1};
    }
    double frauds = Arrays.stream(kinds.labels()).sum();
    double fraud = Math.pow(frauds, power);
    double genuine = Math.pow(kinds.size() - frauds, power);
    double mean = (fraud + genuine) / 2;
    return new float[] {(float) (mean / genuine), (float) (mean / fraud)};
  }
}
