package dev.siamese.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.siamese.data.Csv;
import dev.siamese.data.Records;
import dev.siamese.metrics.PairMetrics.IdPair;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordRulesTest {

  private static Records records(String prefix, String[] names, String[] towns) {
    var rows =
        IntStream.range(0, names.length)
            .mapToObj(i -> List.of(prefix + i, names[i], towns[i]))
            .toList();
    return Records.of(Csv.of("t", List.of("id", "name", "town"), rows), "id");
  }

  @Test
  void pairsMatchInAllFieldsOfAnyKey() {
    var left = records("a", new String[] {"ann", "bo", ""}, new String[] {"ulm", "bonn", "ulm"});
    var right = records("b", new String[] {"ann", "bo", ""}, new String[] {"ulm", "", "ulm"});
    assertEquals(
        Set.of(new IdPair("a0", "b0")),
        RecordRules.exactKeyMatches(left, right, List.of(List.of("name", "town"))));
    assertEquals(
        Set.of(
            new IdPair("a0", "b0"),
            new IdPair("a0", "b2"),
            new IdPair("a2", "b0"),
            new IdPair("a2", "b2"),
            new IdPair("a1", "b1")),
        RecordRules.exactKeyMatches(left, right, List.of(List.of("town"), List.of("name"))));
  }

  /** Similarities from Winkler's table: MARTHA and MARHTA 0.961, DIXON and DICKSONX 0.813. */
  @Test
  void jaroWinklerIsAveragedOverTheFieldsOfBoth() {
    var records =
        records(
            "a",
            new String[] {"MARTHA", "MARHTA", "DIXON", "DICKSONX", ""},
            new String[] {"", "x", "ulm", "ulm", ""});
    var distances = RecordRules.jaroWinkler(records, new int[] {0, 2, 0}, new int[] {1, 3, 4});
    assertArrayEquals(new double[] {1 - 0.961, 1 - (0.813 + 1) / 2, 1}, distances, 1e-3);
  }
}
