package dev.siamese.study;

import dev.siamese.baseline.LogisticRegression;
import dev.siamese.data.TabularDataset;
import dev.siamese.model.TabularInput;
import dev.siamese.task.FraudTask;
import dev.siamese.tensor.Seed;

/**
 * Logistic regression on the same columns, without any network.
 *
 * @param maxCategories the most codes of a category, as of {@link TabularInput}
 * @param l2 of large coefficients, see {@link LogisticRegression}
 */
public record LogisticRegressionDetector(int maxCategories, double l2) implements Detector {

  @Override
  public float[] scores(TabularDataset known, TabularDataset asked, Seed seed) {
    var input = new TabularInput(maxCategories).fit(known);
    return LogisticRegression.fit(input.transform(known), FraudTask.fraudMask(known), l2)
        .decisionFunction(input.transform(asked));
  }

  @Override
  public String toString() {
    return "logistic regression";
  }
}
