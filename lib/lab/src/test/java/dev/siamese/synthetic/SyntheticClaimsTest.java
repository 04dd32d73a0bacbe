package dev.siamese.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.ClassInfo;
import dev.siamese.tensor.Seed;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyntheticClaimsTest {

  private static final SyntheticClaims FEW = new SyntheticClaims(600, 50);

  @Test
  void equalSeedsGiveEqualClaims() {
    assertEquals(rows(3), rows(3));
    assertNotEquals(rows(3), rows(4));
  }

  private static List<List<String>> rows(long seed) {
    var table = FEW.generateCsv(new Seed(seed));
    return IntStream.range(0, table.size()).mapToObj(table::row).toList();
  }

  @Test
  void everyTypeHasItsNumberOfClaims() {
    var kinds = FEW.generateCsv(new Seed(1)).column("kind");
    assertEquals(5, Set.copyOf(kinds).size());
    for (var kind : Set.copyOf(kinds)) {
      assertEquals(kind.equals("genuine") ? 600 : 50, Collections.frequency(kinds, kind), kind);
    }
  }

  @Test
  void traitsOfFraudsOccurInGenuineClaims() {
    double usual = thefts("genuine");
    assertTrue(usual > 0.1 && usual < 0.25, "theft in genuine claims: " + usual);
    assertTrue(thefts("faked theft") > 0.7);
  }

  private static double thefts(String kind) {
    var table = FEW.generateCsv(new Seed(1));
    var rows =
        IntStream.range(0, table.size()).filter(row -> table.value(row, "kind").equals(kind));
    var causes = table.select(rows.toArray()).column("cause");
    return (double) Collections.frequency(causes, "theft") / causes.size();
  }

  @Test
  void theAmountIsNumericAndTheTypeIsTheClass() {
    var rows = FEW.generate(new Seed(1));
    assertEquals(List.of("amount", "days", "age"), rows.numericColumns());
    assertEquals(12, rows.categoricalColumns().size());
    assertTrue(rows.classes().contains(new ClassInfo("faked theft", "fraud")));
    assertTrue(rows.classes().contains(new ClassInfo("all", "genuine")));
  }

  @Test
  void atLeastOneOfEachIsNeeded() {
    assertThrows(IllegalArgumentException.class, () -> new SyntheticClaims(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new SyntheticClaims(1, 0));
  }
}
