package dev.siamese.synthetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.ClassInfo;
import dev.siamese.tensor.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class SyntheticClaimsTest {

  private static final SyntheticClaims FEW = new SyntheticClaims(600, 50);

  @Test
  void equalSeedsGiveEqualClaims() {
    assertEquals(
        FEW.generateTable(new Seed(3)).print(800), FEW.generateTable(new Seed(3)).print(800));
    assertNotEquals(
        FEW.generateTable(new Seed(3)).print(800), FEW.generateTable(new Seed(4)).print(800));
  }

  @Test
  void everyTypeHasItsNumberOfClaims() {
    var kinds = FEW.generateTable(new Seed(1)).stringColumn("kind").countByCategory();
    for (var row : kinds) {
      var kind = row.getString(0);
      assertEquals(kind.equals("genuine") ? 600 : 50, row.getInt(1), kind);
    }
    assertEquals(5, kinds.rowCount());
  }

  @Test
  void traitsOfFraudsOccurInGenuineClaims() {
    var table = FEW.generateTable(new Seed(1));
    var genuine = table.where(table.stringColumn("kind").isEqualTo("genuine"));
    var faked = table.where(table.stringColumn("kind").isEqualTo("faked theft"));
    double usual = fraction(genuine, "cause", "theft");
    assertTrue(usual > 0.1 && usual < 0.25, "theft in genuine claims: " + usual);
    assertTrue(fraction(faked, "cause", "theft") > 0.7);
  }

  private static double fraction(Table table, String column, String text) {
    return (double) table.stringColumn(column).isEqualTo(text).size() / table.rowCount();
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
