package dev.siamese.task;

import dev.siamese.catalog.CarClaims;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.TabularDataset;
import dev.siamese.data.Targets;
import dev.siamese.synthetic.SyntheticClaims;
import dev.siamese.tensor.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Detection of insurance fraud with few known examples: a model trains on claims of the past and
 * scores later ones. Hyper-parameters are chosen on an earlier split of the same kind, so that the
 * test claims stay unseen.
 *
 * <p>The class of a claim is its type, in the group {@code genuine} or {@code fraud}.
 *
 * @param name of the data set
 * @param validation the split for choosing hyper-parameters
 * @param test the split for the final evaluation
 */
public record FraudTask(String name, TemporalSplit validation, TemporalSplit test) {

  private static final String FRAUD = "fraud";

  static final TaskRegistry<FraudTask> REGISTRY =
      new TaskRegistry<FraudTask>()
          .with("claims", (home, heldOut, seed) -> synthetic(seed))
          .with(FRAUD, (home, heldOut, seed) -> carClaims(new CarClaims(home)));

  /** The names for {@link #named}. */
  public static final List<String> NAMES = REGISTRY.names();

  /**
   * Claims of two consecutive periods.
   *
   * @param train the claims of the earlier period
   * @param test the claims of the later period
   */
  public record TemporalSplit(TabularDataset train, TabularDataset test) {

    /**
     * {@return the training claims, all genuine ones but only some frauds}
     *
     * @param labelsPerClass the number of frauds of each type, drawn at random; of a type with
     *     fewer, all
     * @param seed of the choice of frauds
     */
    public TabularDataset trainSubset(int labelsPerClass, Seed seed) {
      if (labelsPerClass < 1) {
        throw new IllegalArgumentException(
            "labelsPerClass must be at least 1, not " + labelsPerClass);
      }
      var rows = new ArrayList<Integer>();
      var counts = new HashMap<Integer, Integer>();
      for (int row : seed.permutation(train.size())) {
        if (!isFraud(train, row)
            || counts.merge(train.label(row), 1, Integer::sum) <= labelsPerClass) {
          rows.add(row);
        }
      }
      return train.select(rows.stream().mapToInt(Integer::intValue).sorted().toArray());
    }
  }

  /**
   * Creates a task by name: {@code fraud}, the claims of a car insurance, or {@code claims},
   * synthetic ones.
   *
   * @param name one of {@link #NAMES}
   * @param home where the claims of the car insurance are
   * @param seed of the synthetic claims
   * @return the task, read or generated
   * @throws IllegalArgumentException if there is no such task
   */
  public static FraudTask named(String name, DataDirectory home, Seed seed) {
    return REGISTRY.create(name, home, 0, seed);
  }

  /**
   * The car insurance if it is in a data directory, otherwise synthetic claims; the name tells.
   *
   * @param seed of the synthetic claims
   * @return the task
   */
  public static FraudTask defaultTask(Seed seed) {
    var home = DataDirectory.fromEnvironment();
    return named(home.isPresent(CarClaims.FILE) ? FRAUD : "claims", home, seed);
  }

  /**
   * Car insurance claims by year: 1994 against 1995 for validation, 1994 and 1995 against 1996 for
   * the test. The types are those of the policies.
   *
   * @param claims of all three years
   * @return the task
   */
  public static FraudTask carClaims(CarClaims claims) {
    return new FraudTask(
        "car claims",
        new TemporalSplit(claims.ofYears("1994"), claims.ofYears("1995")),
        new TemporalSplit(claims.ofYears("1994", "1995"), claims.ofYears("1996")));
  }

  /**
   * Synthetic claims, generated separately for each period; the types are the kinds of fraud.
   *
   * @param seed equal seeds give equal claims
   * @return the task
   */
  public static FraudTask synthetic(Seed seed) {
    var past = new SyntheticClaims(3000, 40);
    var future = new SyntheticClaims(2000, 20);
    return new FraudTask(
        "synthetic claims",
        new TemporalSplit(past.generate(seed.derive(0)), future.generate(seed.derive(1))),
        new TemporalSplit(past.generate(seed.derive(2)), future.generate(seed.derive(3))));
  }

  /**
   * Which claims are fraud.
   *
   * @param claims (N)
   * @return (N), true for fraud
   */
  public static boolean[] fraudMask(TabularDataset claims) {
    var frauds = new boolean[claims.size()];
    IntStream.range(0, frauds.length).forEach(row -> frauds[row] = isFraud(claims, row));
    return frauds;
  }

  /**
   * {@return the same claims with two classes: 0 for genuine, 1 for fraud}
   *
   * @param claims with the type of the policy or of the fraud as the class
   */
  public static TabularDataset toBinary(TabularDataset claims) {
    var labels = IntStream.range(0, claims.size()).map(row -> isFraud(claims, row) ? 1 : 0);
    return claims.withLabels(
        new Targets(
            labels.toArray(),
            List.of(new ClassInfo("all", "genuine"), new ClassInfo("all", FRAUD))));
  }

  /**
   * Which classes are types of fraud.
   *
   * @param claims with C classes
   * @return (C), true for a type of fraud
   */
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
    return "%s: %,d training claims, %,d later test claims"
        .formatted(name, test.train.size(), test.test.size());
  }
}
