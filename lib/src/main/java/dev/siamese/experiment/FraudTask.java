package dev.siamese.experiment;

import dev.siamese.catalog.CarClaims;
import dev.siamese.catalog.DataHome;
import dev.siamese.data.ClassLabel;
import dev.siamese.data.TableRows;
import dev.siamese.engine.Seed;
import dev.siamese.evaluation.Alerts;
import dev.siamese.invented.Claims;
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
 * @param choosing by which settings are chosen
 * @param judging which counts
 */
public record FraudTask(String name, Periods choosing, Periods judging) {

  /** What {@link #named} knows. */
  public static final List<String> NAMES = List.of("claims", "fraud");

  private static final String FRAUD = "fraud";

  /**
   * Two stretches of time that follow each other.
   *
   * @param past to learn from
   * @param future to be judged on
   */
  public record Periods(TableRows past, TableRows future) {

    /** What is known of the past if only so many frauds of each type are, or all there are. */
    public TableRows known(int perType, Seed seed) {
      if (perType < 1) {
        throw new IllegalArgumentException(
            "at least one fraud of each type has to be known, not " + perType);
      }
      var rows = new ArrayList<Integer>();
      var counts = new HashMap<Integer, Integer>();
      for (int row : seed.permutation(past.size())) {
        if (!isFraud(past, row) || counts.merge(past.label(row), 1, Integer::sum) <= perType) {
          rows.add(row);
        }
      }
      return past.select(rows.stream().mapToInt(Integer::intValue).sorted().toArray());
    }

    /**
     * How a detector fares on the future with some frauds of the past known.
     *
     * @param seed of which frauds are known, and of the detector
     */
    public Alerts examine(Detector detector, int perType, Seed seed) {
      var known = known(perType, seed.derive("known"));
      return new Alerts(
          detector.scores(known, future, seed.derive("detector")), FraudTask.frauds(future));
    }
  }

  /**
   * A task of that name: {@code fraud}, the real claims to a car insurance, or {@code claims},
   * invented ones.
   *
   * @param home where the real claims are
   * @throws IllegalArgumentException if there is no such task
   */
  public static FraudTask named(String name, DataHome home, Seed seed) {
    return switch (name) {
      case FRAUD -> carClaims(new CarClaims(home));
      case "claims" -> invented(seed);
      default ->
          throw new IllegalArgumentException(
              "there is no task \"%s\", only %s".formatted(name, String.join(", ", NAMES)));
    };
  }

  /** The real claims if they are there, otherwise invented ones; see the name. */
  public static FraudTask standard(Seed seed) {
    var home = DataHome.standard();
    return named(home.has(CarClaims.FILE) ? FRAUD : "claims", home, seed);
  }

  /**
   * Real claims by the calendar: settings are chosen by learning from 1994 and asking about 1995;
   * what counts is to learn from 1994 and 1995 and to be asked about 1996. The types are those of
   * the policies.
   */
  public static FraudTask carClaims(CarClaims claims) {
    return new FraudTask(
        "car claims",
        new Periods(claims.of("1994"), claims.of("1995")),
        new Periods(claims.of("1994", "1995"), claims.of("1996")));
  }

  /** Invented claims, drawn anew for each period; the types are the kinds of fraud. */
  public static FraudTask invented(Seed seed) {
    var past = new Claims(3000, 40);
    var future = new Claims(2000, 20);
    return new FraudTask(
        "invented claims",
        new Periods(past.draw(seed.derive(0)), future.draw(seed.derive(1))),
        new Periods(past.draw(seed.derive(2)), future.draw(seed.derive(3))));
  }

  /** Which of the rows are of what is looked for. */
  public static boolean[] frauds(TableRows claims) {
    var frauds = new boolean[claims.size()];
    IntStream.range(0, frauds.length).forEach(row -> frauds[row] = isFraud(claims, row));
    return frauds;
  }

  /** The same claims of two classes: 0 for genuine ones, 1 for frauds. */
  static TableRows twoKinds(TableRows claims) {
    var labels = IntStream.range(0, claims.size()).map(row -> isFraud(claims, row) ? 1 : 0);
    return claims.labelled(
        labels.toArray(), List.of(new ClassLabel("all", "genuine"), new ClassLabel("all", FRAUD)));
  }

  /** Which of the classes are of what is looked for. */
  static boolean[] fraudClasses(TableRows claims) {
    var classes = claims.classes();
    var fraud = new boolean[classes.size()];
    IntStream.range(0, fraud.length)
        .forEach(label -> fraud[label] = classes.get(label).group().equals(FRAUD));
    return fraud;
  }

  private static boolean isFraud(TableRows claims, int row) {
    return claims.classes().get(claims.label(row)).group().equals(FRAUD);
  }

  @Override
  public String toString() {
    return "%s: %,d of the past, %,d of the future to be judged on"
        .formatted(name, judging.past.size(), judging.future.size());
  }
}
