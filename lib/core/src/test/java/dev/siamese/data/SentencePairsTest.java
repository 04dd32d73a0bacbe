package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentencePairsTest {

  @TempDir Path folder;

  private SentencePairs read(String text) throws IOException {
    var file = Files.writeString(folder.resolve("pairs.csv"), text);
    return SentencePairs.read(file, "question1", "question2", "is_duplicate");
  }

  @Test
  void readsCommasAndQuotation() throws IOException {
    var pairs =
        read(
            """
            id,question1,question2,is_duplicate
            7,"Who, me?","He said ""yes\""",1
            8,How?,"Who, me?",false
            """);
    assertEquals(2, pairs.size());
    assertEquals("He said \"yes\"", pairs.second(0));
    assertEquals("How?", pairs.first(1));
    assertArrayEquals(new boolean[] {true, false}, pairs.same());
    assertEquals(3, pairs.texts().size(), "an equal sentence is one row");
    assertEquals(pairs.left()[0], pairs.right()[1]);
    assertArrayEquals(new float[] {1, 0}, pairs.toLabeledPairs().similarity());
    assertEquals("2 pairs of 3 sentences, 50.0 % of them the same", pairs.toString());
  }

  @Test
  void readsTabs() throws IOException {
    var pairs = read("is_duplicate\tquestion2\tquestion1\nTRUE\tb, c\ta\n");
    assertEquals("a", pairs.first(0));
    assertEquals("b, c", pairs.second(0));
    assertTrue(pairs.same()[0]);
  }

  @Test
  void mistakesInAFileAreNamed() throws IOException {
    var header = "question1,question2,is_duplicate\n";
    assertTells("no column \"is_duplicate\"", "question1,question2\na,b\n");
    assertTells("\"2\"", header + "a,b,1\na,b,2\n");
    assertTells("row 2 of", header + "a,b,1\na,b,2\n");
    assertTells("row 1 of", header + ",b,1\n");
    assertTells("blank sentence", header + ",b,1\n");
    assertTells("no pairs", header);
    assertTells("empty", "");
    assertTells("cells", header + "a,b\n");
    var error =
        assertThrows(
            DataException.class,
            () -> SentencePairs.read(folder.resolve("none.csv"), "a", "b", "c"));
    assertEquals("there is no file " + folder.resolve("none.csv"), error.getMessage());
  }

  private void assertTells(String what, String text) {
    var error = assertThrows(DataException.class, () -> read(text));
    assertTrue(error.getMessage().contains(what), error.getMessage());
  }

  /** A chain a–b–c, and pairs that stand alone. */
  private static SentencePairs chained() {
    var first = new ArrayList<>(List.of("a", "b"));
    var second = new ArrayList<>(List.of("b", "c"));
    for (int i = 0; i < 30; i++) {
      first.add("left " + i);
      second.add("right " + i);
    }
    return SentencePairs.of(first, second, new boolean[first.size()]);
  }

  @Test
  void noSentenceIsInBothParts() {
    for (int seed = 0; seed < 20; seed++) {
      var parts = chained().split(0.3, new Seed(seed));
      var both = new HashSet<>(parts.train().texts().texts());
      both.retainAll(parts.heldOut().texts().texts());
      assertEquals(new HashSet<>(), both);
      assertEquals(32, parts.train().size() + parts.heldOut().size());
      assertEquals(10, parts.heldOut().size(), 1);
      var known = parts.heldOut().texts().texts();
      assertEquals(known.contains("a"), known.contains("c"), "a and c hang together through b");
    }
  }

  @Test
  void aSplitThatLeavesNothingIsRefused() {
    var one = SentencePairs.of(List.of("a"), List.of("b"), new boolean[1]);
    var error = assertThrows(IllegalArgumentException.class, () -> one.split(0.5, new Seed(1)));
    assertTrue(error.getMessage().contains("leaves 0 and 1"), error.getMessage());
  }

  @Test
  void pairsOfAGroupAreAllOfIts() {
    var classes =
        List.of(new ClassInfo("1", "g"), new ClassInfo("2", "g"), new ClassInfo("1", "h"));
    var texts =
        new Texts(List.of("a", "b", "c", "d"), new Targets(new int[] {0, 1, 0, 2}, classes));
    var pairs = SentencePairs.allPairsWithinGroups(texts);
    assertArrayEquals(new int[] {0, 0, 1}, pairs.left());
    assertArrayEquals(new int[] {1, 2, 2}, pairs.right());
    assertArrayEquals(new boolean[] {false, true, false}, pairs.same());
    assertEquals(1 / 3.0, pairs.positiveRate(), 1e-12);
  }

  @Test
  void listsMustBeOfOneLength() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> SentencePairs.of(List.of("a"), List.of("b"), new boolean[2]));
    assertTrue(error.getMessage().contains("2 labels"), error.getMessage());
  }
}
