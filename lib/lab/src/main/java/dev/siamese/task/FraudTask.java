package dev.siamese.task;

import dev.siamese.catalog.CarClaims;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.TabularDataset;
import dev.siamese.metrics.DetectionMetrics;
import dev.siamese.study.Detector;
import dev.siamese.synthetic.SyntheticClaims;
import dev.siamese.tensor.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An examination in finding fraud of which few examples are known: claims of the past to learn
 * from, and later ones that are judged on. Settings are chosen on an earlier pair of the same kind,
 * so that nothing about the claims that count is known before.
 *
 * <p>A claim's class is its type, in the group {@code genuine} or {@code fraud}. All genuine claims
 * of the past are known to be genuine; of the frauds, some of each type are known, and the others
 * are not among what is learned from.
 *
 * @param name of the data
 * @param validation by which settings are chosen
 * @param test which counts
 */
public record FraudTask(String name, TemporalSplit validation, TemporalSplit test) {

  /** What {@link #named} knows. */
  public static final List<String> NAMES = List.of("claims", "fraud");

  private static final String FRAUD = "fraud";

  /**
   * Two stretches of time that follow each other.
   *
   * @param train to learn from
   * @param test to be judged on
   */
  public record TemporalSplit(TabularDataset train, TabularDataset test) {

    /** What is known of the past if only so many frauds of each type are, or all there are. */
    public TabularDataset trainSubset(int perType, Seed seed) {
      if (perType < 1) {
        throw new IllegalArgumentException(
            "at least one fraud of each type has to be known, not " + perType);
      }
      var rows = new ArrayList<Integer>();
      var counts = new HashMap<Integer, Integer>();
      for (int row : seed.permutation(train.size())) {
        if (!isFraud(train, row) || counts.merge(train.label(row), 1, Integer::sum) <= perType) {
          rows.add(row);
        }
      }
      return train.select(rows.stream().mapToInt(Integer::intValue).sorted().toArray());
    }

    /**
     * How a detector fares on the future with some frauds of the past known.
     *
     * @param seed of which frauds are known, and of the detector
     */
    public DetectionMetrics evaluate(Detector detector, int perType, Seed seed) {
      var known = trainSubset(perType, seed.derive("known"));
      return new DetectionMetrics(
          detector.scores(known, test, seed.derive("detector")), FraudTask.fraudMask(test));
    }
  }

  /**
   * A task of that name: {@code fraud}, the real claims to a car insurance, or {@code claims},
   * invented ones.
   *
   * @param home where the real claims are
   * @throws IllegalArgumentException if there is no such task
   */
  public static FraudTask named(String name, DataDirectory home, Seed seed) {
    return switch (name) {
      case FRAUD -> carClaims(new CarClaims(home));
      case "claims" -> synthetic(seed);
      default ->
          throw new IllegalArgumentException(
              "there is no task \"%s\", only %s".formatted(name, String.join(", ", NAMES)));
    };
  }

  /** The real claims if they are there, otherwise invented ones; see the name. */
  public static FraudTask defaultTask(Seed seed) {
    var home = DataDirectory.fromEnvironment();
    return named(home.isPresent(CarClaims.FILE) ? FRAUD : "claims", home, seed);
  }

  /**
   * Real claims by the calendar: settings are chosen by learning from 1994 and asking about 1995;
   * what counts is to learn from 1994 and 1995 and to be asked about 1996. The types are those of
   * the policies.
   */
  public static FraudTask carClaims(CarClaims claims) {
    return new FraudTask(
        "car claims",
        new TemporalSplit(claims.ofYears("1994"), claims.ofYears("1995")),
        new TemporalSplit(claims.ofYears("1994", "1995"), claims.ofYears("1996")));
  }

  /** Invented claims, drawn anew for each period; the types are the kinds of fraud. */
  public static FraudTask synthetic(Seed seed) {
    var past = new SyntheticClaims(3000, 40);
    var future = new SyntheticClaims(2000, 20);
    return new FraudTask(
        "invented claims",
        new TemporalSplit(past.generate(seed.derive(0)), future.generate(seed.derive(1))),
        new TemporalSplit(past.generate(seed.derive(2)), future.generate(seed.derive(3))));
  }

  /** Which of the rows are of what is looked for. */
  public static boolean[] fraudMask(TabularDataset claims) {
    var frauds = new boolean[claims.size()];
    IntStream.range(0, frauds.length).forEach(row -> frauds[row] = isFraud(claims, row));
    return frauds;
  }

  /** The same claims of two classes: 0 for genuine ones, 1 for frauds. */
  public static TabularDataset toBinary(TabularDataset claims) {
    var labels = IntStream.range(0, claims.size()).map(row -> isFraud(claims, row) ? 1 : 0);
    return claims.withLabels(
        labels.toArray(), List.of(new ClassInfo("all", "genuine"), new ClassInfo("all", FRAUD)));
  }

  /** Which of the classes are of what is looked for. */
  public static boolean[] fraudClassMask(TabularDataset claims) {
    var classes = claims.classes();
    var fraud = new boolean[classes.size()];
    IntStream.range(0, fraud.length)
        .forEach(label -> fraud[label] = classes.get(label).group().equals(FRAUD));
    return fraud;
  }

  private static boolean isFraud(TabularDataset claims, int row) {
    return claims.classes().get(claims.label(row)).group().equals(FRAUD);
  }

  @Override
  public String toString() {
    return "%s: %,d of the past, %,d of the future to be judged on"
        .formatted(name, test.train.size(), test.test.size());
  }
}
