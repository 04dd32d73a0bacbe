package dev.siamese.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import dev.siamese.data.Sequences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TsFileTest {

  private static final String HEADER =
      """
      # two machines
      @problemName Small
      @timeStamps false
      @missing true

      @classLabel true good bad
      @data
      """;

  @TempDir Path folder;

  private Sequences read(String text) throws IOException {
    return TsFile.read(Files.writeString(folder.resolve("a.ts"), text));
  }

  private void assertFails(String message, String text) {
    var error = assertThrows(DataException.class, () -> read(text));
    var expected = message.replace("FILE", folder.resolve("a.ts").toString());
    assertTrue(error.getMessage().startsWith(expected), error.getMessage());
  }

  @Test
  void valuesAndClassesAreRead() throws IOException {
    var data = read("\uFEFF" + HEADER + "1, 2.5,-3e1:bad\n\n4,5:good\n");
    assertEquals(List.of(new ClassInfo("good", ""), new ClassInfo("bad", "")), data.classes());
    assertArrayEquals(new int[] {1, 0}, data.labels());
    assertArrayEquals(new float[] {1, 2.5f, -30}, data.values(0));
    assertArrayEquals(new float[] {4, 5}, data.values(1));
  }

  @Test
  void channelsTakeTurns() throws IOException {
    var data = read(HEADER + "1,2,3:10,20,30:good\n");
    assertEquals(2, data.features());
    assertArrayEquals(new float[] {1, 10, 2, 20, 3, 30}, data.values(0));
  }

  @Test
  void missingValuesLieOnTheLineBetweenTheirNeighbours() throws IOException {
    assertArrayEquals(
        new float[] {3, 3, 4, 5, 6, 6}, read(HEADER + "?,3,?,?,6,?:good\n").values(0));
    assertFails("line 8 of FILE", HEADER + "?,?:good\n");
    assertFails("line 8 of FILE", HEADER.replace("@missing true", "@missing false") + "1,?:good\n");
  }

  @Test
  void damagedLinesAreNamed() {
    assertFails("line 9 of FILE: it ends in \"0.5\"", HEADER + "1,2:good\n1,2:0.5");
    assertFails("line 8 of FILE: it ends in \"1,2\"", HEADER + "1,2");
    assertFails("line 8 of FILE: value 2 is \"\", not a number", HEADER + "1,,3:good\n");
    assertFails("line 8 of FILE: value 1 is \"NaN\", not a number", HEADER + "NaN,3:good\n");
    assertFails(
        "line 8 of FILE: channel 2 has 1 values, the first one has 2", HEADER + "1,2:3:good\n");
    assertFails("line 9 of FILE: it has 2 channels, not 1", HEADER + "1,2:good\n1,2:3,4:good\n");
  }

  @Test
  void theLengthOfTheHeaderHolds() {
    assertFails(
        "line 9 of FILE: it has 2 values, not 3",
        HEADER.replace("@data", "@seriesLength 3\n@data") + "1,2:good\n");
    assertFails(
        "line 10 of FILE: it has 3 values, not 2",
        HEADER.replace("@data", "@equalLength true\n@data") + "1,2:good\n1,2,3:good\n");
  }

  @Test
  void headersThatCannotBeReadAreNamed() {
    assertFails("FILE has no line @data", "# nothing\n");
    assertFails("FILE has no series below @data", HEADER);
    assertFails("line 2 of FILE", "@missing false\n@data\n");
    assertFails("line 1 of FILE: \"1,2,3:good\" before @data", "1,2,3:good\n");
    assertFails("line 1 of FILE", "@timeStamps true\n");
    assertFails("line 1 of FILE", "@classLabel false\n");
    assertFails("line 1 of FILE: @missing must be true or false, not \"no\"", "@missing no\n");
    assertFails("line 1 of FILE: @seriesLength must be a number", "@seriesLength x\n");
    var missing = folder.resolve("missing.ts");
    var error = assertThrows(DataException.class, () -> TsFile.read(missing));
    assertEquals("there is no file " + missing, error.getMessage());
  }

  @Test
  void aPartOfASetOfTheArchiveIsRefused() throws IOException {
    var file = folder.resolve("timeseries/GunPoint/GunPoint_TEST.ts");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "@classLabel true 1 2\n@data\n1,2,3:1\n");
    var archive = new UcrArchive(DataDirectory.withFolder(folder));
    var error = assertThrows(DataException.class, () -> archive.test("GunPoint"));
    assertTrue(error.getMessage().contains("1 samples, but 150"), error.getMessage());
  }

  /** Sizes as the archive's own pages give them. */
  @ParameterizedTest
  @CsvSource({"GunPoint,50,150,2,150", "ItalyPowerDemand,67,1029,2,24", "ArrowHead,36,175,3,251"})
  void theRealSetsAreWhole(String name, int trained, int tested, int classes, int length) {
    var archive = new UcrArchive(DataDirectory.fromEnvironment());
    assumeTrue(archive.isPresent(name), "the data set is not there");
    var train = archive.train(name);
    assertEquals(trained, train.size());
    assertEquals(tested, archive.test(name).size());
    assertEquals(classes, train.classes().size());
    assertEquals(length, train.length(0));
  }
}
