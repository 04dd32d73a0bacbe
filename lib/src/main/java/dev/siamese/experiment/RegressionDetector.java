package dev.siamese.experiment;

import dev.siamese.data.TableRows;
import dev.siamese.encoder.RowInput;
import dev.siamese.engine.Seed;
import dev.siamese.evaluation.LogisticRegression;

/**
 * Logistic regression on the same columns, without any network.
 *
 * @param levels the most codes of a category, as of {@link RowInput}
 * @param penalty of large coefficients, see {@link LogisticRegression}
 */
public record RegressionDetector(int levels, double penalty) implements Detector {

  @Override
  public float[] scores(TableRows known, TableRows asked, Seed seed) {
    var input = new RowInput(levels).fitted(known);
    return new LogisticRegression(input.prepare(known), FraudTask.frauds(known), penalty)
        .scores(input.prepare(asked));
  }

  @Override
  public String toString() {
    return "logistic regression";
  }
}
