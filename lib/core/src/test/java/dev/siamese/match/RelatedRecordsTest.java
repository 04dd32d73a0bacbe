package dev.siamese.match;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.Csv;
import dev.siamese.data.Records;
import dev.siamese.metrics.PairMetrics;
import dev.siamese.metrics.PairMetrics.IdPair;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Different beers of one brewery and style agree in more fields than two records of one beer. */
class RelatedRecordsTest {

  private static final String[] WORDS =
      "red hop dark old river golden winter mountain barrel smoked black wild honey pumpkin"
          .split(" ");
  private static final String[] STYLES = {"American IPA", "Amber Ale", "Hefeweizen", "Porter"};
  private static final String[] OTHER_STYLES = {"IPA", "Amber / Red", "German Wheat", "Stout"};
  private static final int RECORDS = 400;

  private final List<List<String>> rows = new ArrayList<>();
  private final Set<IdPair> duplicates = new HashSet<>();

  private void generate(Random random) {
    while (rows.size() < RECORDS) {
      var brewery = pick(random) + pick(random) + random.nextInt(90) + " Brewing Company";
      int style = random.nextInt(STYLES.length);
      for (int beer = 0; beer < 3; beer++) {
        var name = pick(random) + " " + pick(random) + " " + random.nextInt(30);
        double alcohol = 4 + random.nextInt(3);
        add(name, brewery, STYLES[style], alcohol + "%");
        if (random.nextDouble() < 0.3) {
          duplicates.add(new IdPair("" + (rows.size() - 1), "" + rows.size()));
          add(name, brewery.replace("Company", "Co."), OTHER_STYLES[style], alcohol + "0 %");
        }
      }
    }
  }

  private static String pick(Random random) {
    return WORDS[random.nextInt(WORDS.length)];
  }

  private void add(String... fields) {
    var row = new ArrayList<>(List.of("" + rows.size()));
    row.addAll(List.of(fields));
    rows.add(row);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void relatedRecordsAreNotTakenForDuplicates(long seed) {
    generate(new Random(seed));
    var columns = List.of("id", "beer", "brewery", "style", "abv");
    var matcher = RecordMatcher.unsupervised(Records.of(Csv.of("beers", columns, rows), "id"));
    double f1 = f1(matcher.matches());
    double simple = f1(matcher.tfIdfMatches());
    assertTrue(f1 >= simple, "F1 " + f1 + ", TF-IDF " + simple);
  }

  private double f1(List<RecordMatcher.Match> matches) {
    var pairs = matches.stream().map(RecordMatcher.Match::pair).collect(Collectors.toSet());
    return PairMetrics.of(pairs, duplicates).f1();
  }
}
