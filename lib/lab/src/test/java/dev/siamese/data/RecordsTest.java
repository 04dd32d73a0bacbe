package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.synthetic.SyntheticPeople;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RecordsTest {

  private static final Csv TABLE =
      Csv.parse(
          "people.csv",
          """
          id,name,town
          1,ann,ulm
          2,,köln
          3,bo,
          """);

  private static Records records() {
    return Records.of(TABLE, "id");
  }

  @Test
  void aBatchHoldsTheCharactersOfEveryField() {
    try (var manager = Torch.manager(Device.cpu())) {
      var batch = records().batch(manager, new int[] {1, 0}).singletonOrThrow();
      assertArrayEquals(new long[] {2, 2, 4}, batch.getShape().getShape());
      assertArrayEquals(
          new long[] {0, 0, 0, 0, 'k', 'ö', 'l', 'n', 'a', 'n', 'n', 0, 'u', 'l', 'm', 0},
          batch.toLongArray());
    }
  }

  @Test
  void fieldsAreFoundByTheirNames() {
    var swapped = records().selectFields(List.of("town", "name"));
    assertEquals("ulm", swapped.value(0, 0));
    assertEquals("ann", swapped.value(0, 1));
    assertRefused("\"age\"", () -> records().selectFields(List.of("age")));
  }

  @Test
  void classesOfOneNameBecomeOne() {
    var both = records().concat(records().filterClasses(label -> label > 0));
    assertArrayEquals(new int[] {0, 1, 2, 1, 2}, both.labels());
    assertEquals(3, both.classes().size());
    assertEquals("bo", both.value(4, 0));
  }

  @Test
  void knownPairsJoinClasses() {
    var known =
        records()
            .labeledPairs(
                Csv.parse("pairs.csv", "left,right,same\n1,3,True\n3,2,false\n1,2,false\n"));
    assertArrayEquals(new float[] {1, 0, 0}, known.similarity());
    var joined = records().mergeMatches(known);
    assertArrayEquals(new int[] {0, 1, 0}, joined.labels());
    assertEquals(2, joined.classes().size());
  }

  @Test
  void badTablesAreRefused() {
    assertRefused("\"age\"", () -> Records.of(TABLE, "id", List.of("age")));
    assertRefused("row 2 of people.csv", () -> Records.of(TABLE, "name"));
    var twice = Csv.parse("t", "id,name\n1,ann\n2,bo\n1,cy\n");
    assertRefused("rows 1 and 3 of t both have the id \"1\"", () -> Records.of(twice, "id"));
    assertRefused("[id]", () -> Records.of(TABLE, "id", List.of("id")));
  }

  @Test
  void badPairsAreRefused() {
    assertBadPairs("row 3 of pairs, column \"right\"", "1,3,true\n3,2,false\n1,9,false\n");
    assertBadPairs("row 2 of pairs, column \"same\" is \"0\"", "1,3,true\n3,2,0\n1,2,false\n");
    assertBadPairs("rows 1 and 3 of pairs", "1,3,true\n3,2,false\n3,1,false\n");
    assertBadPairs("2 pairs", "1,3,true\n3,2,false\n");
    assertRefused("\"left\", \"right\", \"same\"", () -> records().labeledPairs(TABLE));
  }

  private static void assertBadPairs(String what, String rows) {
    var pairs = Csv.parse("pairs", "left,right,same\n" + rows);
    assertRefused(what, () -> records().labeledPairs(pairs));
  }

  private static void assertRefused(String what, Executable action) {
    var message = assertThrows(RuntimeException.class, action).getMessage();
    assertTrue(message.contains(what), message);
  }

  @Test
  void peopleAreTheSameForTheSameSeedAndOthersForAnother() {
    var people = new SyntheticPeople(50).generate(new Seed(1));
    var again = new SyntheticPeople(50).generate(new Seed(1));
    var others = new SyntheticPeople(50).generate(new Seed(2));
    assertEquals(text(people), text(again));
    assertNotEquals(text(people), text(others));
    assertEquals(50, people.classes().size());
  }

  private static List<String> text(Records records) {
    return IntStream.range(0, records.size())
        .boxed()
        .flatMap(
            row ->
                IntStream.range(0, records.fields().size())
                    .mapToObj(field -> records.value(row, field)))
        .toList();
  }
}
