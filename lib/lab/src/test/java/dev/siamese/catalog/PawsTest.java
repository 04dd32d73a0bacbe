package dev.siamese.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.DataException;
import dev.siamese.data.SentencePairs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class PawsTest {

  @TempDir Path folder;

  private SentencePairs read(String text) throws IOException {
    return Paws.read(Files.writeString(folder.resolve("some.tsv"), text));
  }

  @Test
  void aHeaderMayBeThereOrNot() throws IOException {
    var lines = "1\tHe said `` \"yes .\tIt 's \"no\" , .\t0\r\n2\ta\tb\t1\r\n";
    for (var text : new String[] {lines, "id\tsentence1\tsentence2\tlabel\n" + lines}) {
      var pairs = read(text);
      assertEquals("He said `` \"yes .", pairs.first(0), "quotation marks are text");
      assertEquals("b", pairs.second(1));
      assertArrayEquals(new boolean[] {false, true}, pairs.same());
    }
  }

  @Test
  void mistakesAreNamedByRow() throws IOException {
    assertMessageContains("row 2 of", "1\ta\tb\t0\n2\ta\tb\n");
    assertMessageContains("has 3 cells", "2\ta\tb\n");
    assertMessageContains("row 1 of", "1\ta\tb\t3\n");
    assertMessageContains("\"3\"", "1\ta\tb\t3\n");
    assertMessageContains("blank sentence", "1\ta\t \t1\n");
    assertMessageContains("has no pairs", "id\tsentence1\tsentence2\tlabel\n");
    assertMessageContains("has no pairs", "");
    var file =
        Files.write(
            folder.resolve("latin.tsv"), "1\té\tb\t1".getBytes(StandardCharsets.ISO_8859_1));
    var error = assertThrows(DataException.class, () -> Paws.read(file));
    assertTrue(error.getMessage().contains(file.toString()), error.getMessage());
    var none = folder.resolve("none.tsv");
    error = assertThrows(DataException.class, () -> Paws.read(none));
    assertTrue(error.getMessage().contains(none.toString()), error.getMessage());
  }

  private void assertMessageContains(String what, String text) {
    var error = assertThrows(DataException.class, () -> read(text));
    assertTrue(error.getMessage().contains(what), error.getMessage());
  }

  @Test
  void aPartOfAFileIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("paws"));
    Files.writeString(folder.resolve("paws/test.tsv"), "1\ta\tb\t0\n");
    var paws = new Paws(DataDirectory.withFolder(folder));
    var error = assertThrows(DataException.class, paws::test);
    assertTrue(error.getMessage().contains("1 samples, but 8,000"), error.getMessage());
  }

  /** Counts made with grep and awk. */
  @Test
  @EnabledIfEnvironmentVariable(named = "SIAMESE_DATA", matches = ".+")
  void theRealFilesHaveTheirEightThousandPairs() {
    var paws = new Paws(DataDirectory.fromEnvironment());
    var dev = paws.dev();
    var test = paws.test();
    assertEquals(8000, dev.size());
    assertEquals(3539, same(dev));
    assertEquals(8000, test.size());
    assertEquals(3536, same(test));
    assertEquals("They were there to enjoy us and they were there to pray for us .", dev.first(1));
    var both = new HashSet<>(dev.texts().texts());
    both.retainAll(test.texts().texts());
    assertEquals(0, both.size(), "no sentence is in both parts");
  }

  private static long same(SentencePairs pairs) {
    return IntStream.range(0, pairs.size()).filter(i -> pairs.same()[i]).count();
  }
}
