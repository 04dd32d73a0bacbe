package dev.siamese.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CellFormatTest {

  @Test
  void formatsOfColumnsAreReadAsTheyAreWritten() {
    var formats =
        Map.of("a, b=c", CellFormat.DAY_MONTH_YEAR, "price (EUR)", CellFormat.DECIMAL_COMMA);
    assertEquals(formats, CellFormat.parse(CellFormat.format(formats)));
    assertEquals(Map.of(), CellFormat.parse(CellFormat.format(Map.of())));
    for (var wrong :
        List.of("since", "since=", "=day/month/year", "a=year", "a=year-month-day,b")) {
      assertThrows(IllegalArgumentException.class, () -> CellFormat.parse(wrong), wrong);
    }
  }

  @Test
  void theFirstFormatOfAllCellsIsGuessed() {
    assertEquals(Optional.of(CellFormat.MONTH_DAY_YEAR), CellFormat.guess(List.of("03/04/2024")));
    assertEquals(
        Optional.of(CellFormat.DAY_MONTH_YEAR),
        CellFormat.guess(List.of("03/04/2024", "13/4/2024")));
    assertEquals(Optional.empty(), CellFormat.guess(List.of("03/04/2024", "2024-04-03")));
    assertEquals(Optional.empty(), CellFormat.guess(List.of("30.2.2024")));
  }

  @Test
  void aGivenFormatIsReadAndNoOther() {
    var formats = Map.of("since", CellFormat.DAY_MONTH_YEAR);
    var column = TableColumn.of(Csv.parse("table", "since\n3/4/2024\n?\n"), "since", formats);
    assertEquals(List.of("19816.0", ""), column.cells()); // date -d 2024-04-03 +%s, by 86,400
    var other = Csv.parse("t", "since\n3/4/2024\n3/13/2024\n");
    var error = assertThrows(DataException.class, () -> TableColumn.of(other, "since", formats));
    assertTrue(error.getMessage().startsWith("row 2 of t"), error.getMessage());
  }
}
