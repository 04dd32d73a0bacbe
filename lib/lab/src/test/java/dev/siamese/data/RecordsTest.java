package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import dev.siamese.synthetic.SyntheticPeople;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class RecordsTest {

  private static final Table TABLE =
      Table.create(
          "people.csv",
          StringColumn.create("id", "1", "2", "3"),
          StringColumn.create("name", "ann", "", "bo"),
          StringColumn.create("town", "ulm", "köln", ""));

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
  void gramsAreNumberedByTheirTextAlone() {
    var grams = new HashedNgrams(records(), 2, 3, 1000);
    try (var manager = Torch.manager(Device.cpu())) {
      var all = grams.batch(manager, new int[] {0, 1, 2}).singletonOrThrow();
      // |ann| has 4 bigrams and 3 trigrams, |koln| 5 and 4, |bo| 3 and 2
      assertArrayEquals(new long[] {3, 2, 9}, all.getShape().getShape());
      var counts = all.gt(0).toType(DataType.INT64, false).sum(new int[] {2});
      assertArrayEquals(new long[] {7, 7, 0, 9, 5, 0}, counts.toLongArray());
      var other = new HashedNgrams(same("ANN  B"), 2, 3, 1000).batch(manager, new int[] {0, 1});
      var both = other.singletonOrThrow();
      assertArrayEquals(both.get(0).toLongArray(), both.get(1).toLongArray());
      var accents =
          new HashedNgrams(same("Ko\u0308ln"), 2, 3, 1000).batch(manager, new int[] {0, 1});
      assertArrayEquals(
          all.get("1,1,:").toLongArray(), accents.singletonOrThrow().get("0,0,:").toLongArray());
    }
  }

  /** A text twice, the second time in small letters, with one space and composed accents. */
  private static Records same(String text) {
    var plain = text.toLowerCase(Locale.ROOT).replaceAll(" +", " ");
    return Records.of(
        Table.create(
            "t", StringColumn.create("id", "1", "2"), StringColumn.create("x", text, plain)),
        "id");
  }

  @Test
  void textsTooShortForAnyGramHaveTheirOwn() {
    try (var manager = Torch.manager(Device.cpu())) {
      var batch =
          new HashedNgrams(records(), 7, 8, 9).batch(manager, new int[] {0}).singletonOrThrow();
      assertArrayEquals(new long[] {1, 2, 1}, batch.getShape().getShape());
      assertNotEquals(0, batch.getLong(0, 0, 0));
    }
  }

  @Test
  void fieldsAreFoundByTheirNames() {
    var swapped = records().selectFields(List.of("town", "name"));
    assertEquals("ulm", swapped.value(0, 0));
    assertEquals("ann", swapped.value(0, 1));
    assertRefused(
        "these records have no field \"age\"; they have name, town",
        () -> records().selectFields(List.of("age")));
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
                Table.create(
                    "pairs.csv",
                    StringColumn.create("left", "1", "3", "1"),
                    StringColumn.create("right", "3", "2", "2"),
                    StringColumn.create("same", "True", "false", "false")));
    assertArrayEquals(new float[] {1, 0, 0}, known.similarity());
    var joined = records().mergeMatches(known);
    assertArrayEquals(new int[] {0, 1, 0}, joined.labels());
    assertEquals(2, joined.classes().size());
  }

  @Test
  void badTablesAreRefused() {
    assertRefused(
        "people.csv has no column \"age\"; it has id, name, town",
        () -> Records.of(TABLE, "id", List.of("age")));
    assertRefused(
        "row 2 of people.csv has no \"name\": every record needs one",
        () -> Records.of(TABLE, "name"));
    var twice = TABLE.copy();
    twice.stringColumn("id").set(2, "1");
    assertRefused(
        "rows 1 and 3 of people.csv both have the id \"1\": name a column whose values are all different",
        () -> Records.of(twice, "id"));
    assertRefused(
        "people.csv: the fields to compare are [id]: name at least one, and not the key \"id\"",
        () -> Records.of(TABLE, "id", List.of("id")));
  }

  @Test
  void badPairsAreRefused() {
    var pairs =
        Table.create(
            "pairs.csv",
            StringColumn.create("left", "1", "3", "1"),
            StringColumn.create("right", "3", "2", "9"),
            StringColumn.create("same", "true", "false", "false"));
    assertRefused(
        "row 3 of pairs.csv: there is no record \"9\" to be on the right",
        () -> records().labeledPairs(pairs));
    pairs.stringColumn("right").set(2, "2");
    pairs.stringColumn("same").set(1, "0");
    assertRefused(
        "row 2 of pairs.csv says \"0\" in the column same: it must be true or false",
        () -> records().labeledPairs(pairs));
    assertRefused(
        "pairs.csv has 2 pairs; at least three are needed",
        () -> records().labeledPairs(pairs.first(2)));
    assertRefused(
        "people.csv has no column \"left\", \"right\", \"same\"; it has id, name, town",
        () -> records().labeledPairs(TABLE));
  }

  private static void assertRefused(String message, Executable action) {
    assertEquals(message, assertThrows(RuntimeException.class, action).getMessage());
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
