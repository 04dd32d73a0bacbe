package dev.siamese.invented;

import dev.siamese.data.ClassLabel;
import dev.siamese.data.Columns;
import dev.siamese.data.TableRows;
import dev.siamese.engine.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Invented claims to a car insurance, for everything that must run without a download: many genuine
 * ones, and a few of each of four kinds of fraud. A kind of fraud is known by no single field: each
 * of its traits is found in genuine claims as well, all of them together hardly ever.
 *
 * @param genuine how many claims are what they say
 * @param frauds how many of each kind are not
 */
public record Claims(int genuine, int frauds) {

  private static final String NAME = "invented claims";

  /** What genuine claims hold, each text as likely as often as it stands there. */
  private static final Map<String, List<String>> USUAL =
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

  private static final List<String> FIELDS = USUAL.keySet().stream().sorted().toList();

  /** What the kinds of fraud like to hold; the rest of them is as usual. */
  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              "staged accident",
              Map.of("cause", "rear end", "lawyer", "yes", "passengers", "3", "witness", "family"),
              1.2,
              0.5),
          new Kind(
              "inflated repair",
              Map.of("garage", "Elm", "cover", "full", "cause", "parking", "channel", "broker"),
              2.2,
              1),
          new Kind(
              "faked theft",
              Map.of("cause", "theft", "time", "night", "police", "yes", "cover", "full"),
              2,
              0.2),
          new Kind(
              "late insurance",
              Map.of("channel", "web", "police", "no", "witness", "none", "area", "motorway"),
              1,
              0.1));

  /** How often a fraud shows one of the traits of its kind. */
  private static final double TYPICAL = 0.85;

  private static final double LEFT_BLANK = 0.02;

  /**
   * One kind of fraud.
   *
   * @param traits what some fields like to hold
   * @param amount by what factor the amount is larger than usual
   * @param days by what factor the time since the insurance began is longer
   */
  private record Kind(String name, Map<String, String> traits, double amount, double days) {}

  public Claims {
    if (genuine < 1 || frauds < 1) {
      throw new IllegalArgumentException(
          "%d genuine claims and %d frauds of each kind: both must be at least 1"
              .formatted(genuine, frauds));
    }
  }

  /**
   * Invents the claims, in random order; equal seeds give equal claims. The column {@code kind} is
   * {@code genuine} or the kind of fraud; {@code amount}, {@code days} and {@code age} are numbers,
   * the others texts, and some are blank.
   */
  public Table table(Seed seed) {
    int all = genuine + frauds * KINDS.size();
    var columns = new ArrayList<StringColumn>();
    FIELDS.forEach(name -> columns.add(StringColumn.create(name)));
    List.of("amount", "days", "age", "kind")
        .forEach(name -> columns.add(StringColumn.create(name)));
    for (int place : seed.derive("order").permutation(all)) {
      var kind = place < genuine ? null : KINDS.get((place - genuine) % KINDS.size());
      var claim = claim(kind, seed.derive(place).generator());
      IntStream.range(0, columns.size()).forEach(i -> columns.get(i).append(claim.get(i)));
    }
    return Table.create(NAME, columns.toArray(StringColumn[]::new));
  }

  private static List<String> claim(Kind kind, RandomGenerator random) {
    var claim = new ArrayList<String>();
    for (var field : FIELDS) {
      var usual = USUAL.get(field);
      var text = usual.get(random.nextInt(usual.size()));
      boolean typical = random.nextDouble() < TYPICAL;
      if (kind != null && typical) {
        text = kind.traits.getOrDefault(field, text);
      }
      claim.add(random.nextDouble() < LEFT_BLANK ? "" : text);
    }
    double amount = Math.exp(7 + 0.8 * random.nextGaussian()) * (kind == null ? 1 : kind.amount);
    double days = 2000 * random.nextDouble() * (kind == null ? 1 : kind.days);
    claim.add("%.0f".formatted(amount));
    claim.add("%.0f".formatted(days));
    claim.add(Integer.toString(18 + (int) (62 * Math.pow(random.nextDouble(), 1.3))));
    claim.add(kind == null ? "genuine" : kind.name);
    return claim;
  }

  /**
   * The same claims as rows: the class of a genuine one is {@code all} in the group {@code
   * genuine}, that of a fraud its kind in the group {@code fraud}.
   */
  public TableRows draw(Seed seed) {
    var table = table(seed);
    var rows = TableRows.of(table, "kind", Columns.guess(table, "kind"));
    var classes =
        rows.classes().stream()
            .map(
                each ->
                    each.name().equals("genuine")
                        ? new ClassLabel("all", "genuine")
                        : new ClassLabel(each.name(), "fraud"))
            .toList();
    return rows.labelled(rows.labels(), classes);
  }
}
