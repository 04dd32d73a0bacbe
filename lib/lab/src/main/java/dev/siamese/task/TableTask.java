package dev.siamese.task;

import ai.djl.Device;
import dev.siamese.baseline.LogisticRegression;
import dev.siamese.catalog.CarClaims;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.TabularDataset;
import dev.siamese.data.Targets;
import dev.siamese.metrics.DetectionMetrics;
import dev.siamese.model.Encoder;
import dev.siamese.model.TabularInput;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Detection of a rare class in a table, such as fraud. An encoder learns from class-balanced
 * batches; a row's score compares its distances to positive and to negative training rows, see
 * {@link DensityRatioScorer}.
 *
 * <p>The classes to detect are in the group {@value #POSITIVE}.
 *
 * @param name of the data set
 * @param train the training rows
 * @param validation the indices of training rows on which settings are chosen, by models of the
 *     others; may be empty
 * @param test the rows to score
 * @param split the names of the rows in each part, of the user's own table
 * @param options of the user's own table, with the label and the class to detect
 */
public record TableTask(
    String name,
    TabularDataset train,
    int[] validation,
    TabularDataset test,
    Optional<RecordedSplit> split,
    DataOptions options)
    implements Task {

  /** The group of the classes to detect. */
  public static final String POSITIVE = "positive";

  /** The group of all other classes. */
  public static final String NEGATIVE = "negative";

  static final TaskRegistry<TableTask> REGISTRY =
      new TaskRegistry<TableTask>()
          .with("claims", (home, heldOut, seed) -> of("claims", FraudTask.synthetic(seed)))
          .with(
              "fraud",
              (home, heldOut, seed) -> of("fraud", FraudTask.carClaims(new CarClaims(home))))
          .withOwnData(OwnTable.KINDS, OwnTable.OPTIONS, OwnTable::load, OwnTableEvaluation::load);

  private static final double TEMPERATURE = 0.1; // of the distances, see DensityRatioScorer
  private static final int MAX_NEGATIVES = 1000; // to compare with
  private static final int RESAMPLES = 500;
  private static final double[] PENALTIES = {1, 10, 100, 1000};
  private static final int MAX_CATEGORIES = 24; // of a column for the baseline

  private static TableTask of(String name, FraudTask task) {
    return new TableTask(
        name,
        grouped(task.test().train()),
        new int[0],
        grouped(task.test().test()),
        Optional.empty(),
        DataOptions.NONE);
  }

  private static TabularDataset grouped(TabularDataset claims) {
    var fraud = FraudTask.fraudClassMask(claims);
    var classes =
        IntStream.range(0, fraud.length)
            .mapToObj(
                i -> new ClassInfo(claims.classes().get(i).name(), fraud[i] ? POSITIVE : NEGATIVE))
            .toList();
    return claims.withLabels(new Targets(claims.labels(), classes));
  }

  /**
   * {@return which rows are of a class to detect: (N)}
   *
   * @param rows (N)
   */
  public static boolean[] positives(TabularDataset rows) {
    var mask = new boolean[rows.size()];
    for (int row = 0; row < mask.length; row++) {
      mask[row] = rows.classes().get(rows.label(row)).group().equals(POSITIVE);
    }
    return mask;
  }

  /**
   * Trains on class-balanced batches. With {@code stepsPerEpoch} 0, an epoch draws as many rows as
   * there are, but has 50 steps at least and 1,000 at most. With validation rows, the number of
   * epochs is the configured one, a third or a ninth of it: that of the highest average precision
   * on them.
   */
  @Override
  public TrainingResult train(
      TrainingConfig config,
      Device device,
      Seed seed,
      TrainingListener listener,
      Optional<Path> checkpoint) {
    return new TableTraining(this, device, seed).train(config, listener, checkpoint);
  }

  /**
   * Scores rows by their distances to the positive and the negative training rows.
   *
   * @param encoder trained for this task
   * @param rows (N)
   * @return (N), higher for rows that are more likely positive
   */
  public float[] scores(Encoder encoder, TabularDataset rows) {
    var positive = positives(train);
    var order = new Seed(0).permutation(train.size());
    var negatives = Arrays.stream(order).filter(row -> !positive[row]).limit(MAX_NEGATIVES);
    var positives = IntStream.range(0, positive.length).filter(row -> positive[row]);
    try (var scorer =
        new DensityRatioScorer(
            encoder,
            train.select(positives.toArray()),
            train.select(negatives.toArray()),
            TEMPERATURE)) {
      return scorer.score(rows);
    }
  }

  @Override
  public Measurements measure(Encoder encoder) {
    return metrics(scores(encoder, test));
  }

  /**
   * Class-weighted logistic regression on the same columns. The L2 penalty of the highest average
   * precision on the validation rows is taken, of 1, 10, 100 and 1,000; without validation 1.
   */
  @Override
  public Optional<Baseline> baseline() {
    double best = PENALTIES[0];
    double highest = -1;
    for (double penalty : validation.length > 0 ? PENALTIES : new double[0]) {
      var rows = train.select(validation);
      var scores = regression(train.select(others()), rows, penalty);
      double precision = new DetectionMetrics(scores, positives(rows)).averagePrecision();
      if (precision > highest) {
        highest = precision;
        best = penalty;
      }
    }
    var name = "logistic regression, L2 penalty %.0f".formatted(best);
    return Optional.of(new Baseline(name, metrics(regression(train, test, best))));
  }

  private static float[] regression(TabularDataset train, TabularDataset rows, double penalty) {
    var input = new TabularInput(MAX_CATEGORIES).fit(train);
    return LogisticRegression.fit(input.transform(train), positives(train), penalty)
        .decisionFunction(input.transform(rows));
  }

  /** The training rows beside those for validation. */
  int[] others() {
    var held = new boolean[train.size()];
    IntStream.of(validation).forEach(row -> held[row] = true);
    return IntStream.range(0, held.length).filter(row -> !held[row]).toArray();
  }

  private Measurements metrics(float[] scores) {
    var positive = positives(test);
    var result = new DetectionMetrics(scores, positive);
    var interval = result.averagePrecisionInterval(RESAMPLES, new Seed(0));
    long positives = Math.round(result.positiveRate() * positive.length);
    var metrics = new LinkedHashMap<String, Measurement>();
    metrics.put("average_precision", new Measurement(interval, positive.length));
    metrics.put(
        "recall_at_top_0.01", Measurement.fraction(result.recallAtTopFraction(0.01), positives));
    metrics.put(
        "random_average_precision", Measurement.fraction(result.positiveRate(), positive.length));
    return new Measurements(metrics);
  }

  @Override
  public String toString() {
    return "%s: %,d training rows, %,d of them positive; %,d test rows, %,d positive"
        .formatted(name, train.size(), count(train), test.size(), count(test));
  }

  static long count(TabularDataset rows) {
    var mask = positives(rows);
    return IntStream.range(0, mask.length).filter(row -> mask[row]).count();
  }
}
