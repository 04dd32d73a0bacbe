package dev.siamese.synthetic;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Csv;
import dev.siamese.data.TabularDataset;
import dev.siamese.data.TabularSchema;
import dev.siamese.data.Targets;
import dev.siamese.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Generates synthetic car insurance claims: many genuine ones, and a few frauds of each of four
 * types. No single field identifies a fraud: each trait of a type also occurs in genuine claims,
 * but rarely all of them together.
 *
 * @param genuine number of genuine claims, at least 1
 * @param fraudsPerType number of frauds of each type, at least 1
 */
public record SyntheticClaims(int genuine, int fraudsPerType) {

  private static final String NAME = "synthetic claims";

  /** The values of genuine claims; repeated values are more frequent. */
  private static final Map<String, List<String>> GENUINE_VALUES =
      Map.ofEntries(
          Map.entry("area", List.of("city", "city", "town", "town", "village", "motorway")),
          Map.entry("cause", List.of("rear end", "parking", "parking", "skid", "glass", "theft")),
          Map.entry("channel", List.of("agent", "agent", "broker", "web", "phone")),
          Map.entry("cover", List.of("liability", "liability", "collision", "full")),
          Map.entry("garage", List.of("Alder", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Oak")),
          Map.entry("lawyer", List.of("no", "no", "no", "no", "yes")),
          Map.entry("make", List.of("A", "B", "C", "D", "E", "F", "G", "H")),
          Map.entry("passengers", List.of("0", "0", "0", "1", "1", "2", "3")),
          Map.entry("police", List.of("no", "no", "yes")),
          Map.entry("time", List.of("morning", "noon", "afternoon", "evening", "night")),
          Map.entry("weekday", List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")),
          Map.entry("witness", List.of("none", "none", "family", "other")));

  private static final List<String> FIELDS = GENUINE_VALUES.keySet().stream().sorted().toList();

  /** The types of fraud; all other fields are as in genuine claims. */
  private static final List<FraudType> FRAUD_TYPES =
      List.of(
          new FraudType(
              "staged accident",
              Map.of("cause", "rear end", "lawyer", "yes", "passengers", "3", "witness", "family"),
              1.2,
              0.5),
          new FraudType(
              "inflated repair",
              Map.of("garage", "Elm", "cover", "full", "cause", "parking", "channel", "broker"),
              2.2,
              1),
          new FraudType(
              "faked theft",
              Map.of("cause", "theft", "time", "night", "police", "yes", "cover", "full"),
              2,
              0.2),
          new FraudType(
              "late insurance",
              Map.of("channel", "web", "police", "no", "witness", "none", "area", "motorway"),
              1,
              0.1));

  /** The probability of each trait of a fraud. */
  private static final double TRAIT_PROBABILITY = 0.85;

  private static final double MISSING_PROBABILITY = 0.02;

  /**
   * A type of fraud.
   *
   * @param traits typical values of some fields
   * @param amountFactor factor of the amount
   * @param daysFactor factor of the time since the insurance started
   */
  private record FraudType(
      String name, Map<String, String> traits, double amountFactor, double daysFactor) {}

  /**
   * Checks the numbers.
   *
   * @param genuine at least 1
   * @param fraudsPerType at least 1
   * @throws IllegalArgumentException if one is below 1
   */
  public SyntheticClaims {
    if (genuine < 1 || fraudsPerType < 1) {
      throw new IllegalArgumentException(
          "genuine %d, fraudsPerType %d: both must be at least 1"
              .formatted(genuine, fraudsPerType));
    }
  }

  /**
   * The claims as text, in random order. The column {@code kind} is {@code genuine} or the type of
   * fraud; {@code amount}, {@code days} and {@code age} are numeric, the others categorical; some
   * values are empty.
   */
  Csv generateCsv(Seed seed) {
    int all = genuine + fraudsPerType * FRAUD_TYPES.size();
    var columns = new ArrayList<>(FIELDS);
    columns.addAll(List.of("amount", "days", "age", "kind"));
    var rows = new ArrayList<List<String>>();
    for (int i : seed.derive("order").permutation(all)) {
      var type = i < genuine ? null : FRAUD_TYPES.get((i - genuine) % FRAUD_TYPES.size());
      rows.add(claim(type, seed.derive(i).generator()));
    }
    return Csv.of(NAME, columns, rows);
  }

  private static List<String> claim(FraudType type, RandomGenerator random) {
    var claim = new ArrayList<String>();
    for (var field : FIELDS) {
      var usual = GENUINE_VALUES.get(field);
      var text = usual.get(random.nextInt(usual.size()));
      boolean typical = random.nextDouble() < TRAIT_PROBABILITY;
      if (type != null && typical) {
        text = type.traits.getOrDefault(field, text);
      }
      claim.add(random.nextDouble() < MISSING_PROBABILITY ? "" : text);
    }
    double amount =
        Math.exp(7 + 0.8 * random.nextGaussian()) * (type == null ? 1 : type.amountFactor);
    double days = 2000 * random.nextDouble() * (type == null ? 1 : type.daysFactor);
    claim.add(String.format(Locale.ROOT, "%.0f", amount));
    claim.add(String.format(Locale.ROOT, "%.0f", days));
    claim.add(Integer.toString(18 + (int) (62 * Math.pow(random.nextDouble(), 1.3))));
    claim.add(type == null ? "genuine" : type.name);
    return claim;
  }

  /**
   * Generates the claims, in random order. The class of genuine claims is {@code all} in the group
   * {@code genuine}, that of frauds their type in the group {@code fraud}.
   *
   * @param seed equal seeds give equal claims
   * @return the claims with {@code genuine + 4 · fraudsPerType} rows
   */
  public TabularDataset generate(Seed seed) {
    var table = generateCsv(seed);
    var rows = TabularDataset.of(table, "kind", TabularSchema.infer(table, "kind"));
    var classes =
        rows.classes().stream()
            .map(
                each ->
                    each.name().equals("genuine")
                        ? new ClassInfo("all", "genuine")
                        : new ClassInfo(each.name(), "fraud"))
            .toList();
    return rows.withLabels(new Targets(rows.labels(), classes));
  }
}
