package dev.siamese.study;

import dev.siamese.baseline.LogisticRegression;
import dev.siamese.data.TabularDataset;
import dev.siamese.model.TabularInput;
import dev.siamese.task.FraudTask;
import dev.siamese.tensor.Seed;

/**
 * Logistic regression on the same columns: the baseline without a network.
 *
 * @param maxCategories the maximum number of values of a categorical column, see {@link
 *     TabularInput}
 * @param l2 the strength of L2 regularisation, see {@link LogisticRegression}
 */
public record LogisticRegressionDetector(int maxCategories, double l2) implements Detector {

  @Override
  public float[] scores(TabularDataset train, TabularDataset queries, Seed seed) {
    var input = new TabularInput(maxCategories).fit(train);
    return LogisticRegression.fit(input.transform(train), FraudTask.fraudMask(train), l2)
        .decisionFunction(input.transform(queries));
  }

  @Override
  public String toString() {
    return "logistic regression";
  }
}
