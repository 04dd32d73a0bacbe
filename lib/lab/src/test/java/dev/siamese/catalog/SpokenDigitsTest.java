package dev.siamese.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.siamese.data.AudioClips;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import dev.siamese.data.WavFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpokenDigitsTest {

  @TempDir Path folder;

  private void record(String name, int... samples) throws IOException {
    var file = folder.resolve("fsdd/recordings").resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, WavFiles.of(1, 1, 8000, 16, WavFiles.shorts(samples)));
  }

  private AudioClips read(IntPredicate takes, int published) {
    return DataDirectory.withFolder(folder)
        .read("fsdd/recordings.zip", root -> SpokenDigits.read(root, takes, published));
  }

  @Test
  void digitSpeakerAndTakeComeFromTheName() throws IOException {
    record("7_theo_12.wav", 16384);
    record("7_theo_4.wav", 8192);
    record("0_george_4.wav", -16384);
    var all = read(take -> true, 3);
    assertEquals(List.of(new ClassInfo("0", "george"), new ClassInfo("7", "theo")), all.classes());
    assertArrayEquals(new int[] {0, 1, 1}, all.labels());
    assertArrayEquals(new float[] {0.25f}, all.clip(1).samples());
    assertEquals(2, read(take -> take < 5, 3).size());
    assertArrayEquals(new float[] {0.5f}, read(take -> take >= 5, 3).clip(0).samples());
  }

  @Test
  void aPartOfThemIsRefused() throws IOException {
    record("7_theo_12.wav", 16384);
    var digits = new SpokenDigits(DataDirectory.withFolder(folder));
    var error = assertThrows(DataException.class, digits::train);
    assertTrue(error.getCause().getMessage().contains("has 1 samples, but 3,000 were published"));
  }

  @Test
  void strangersAndDamagedFilesAreNamed() throws IOException {
    record("7_theo_12.wav", 1, 2, 3);
    var file = folder.resolve("fsdd/recordings/7_theo_12.wav");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 46));
    assertFails("7_theo_12.wav");
    Files.move(file, file.resolveSibling("hello.wav"));
    assertFails("hello.wav");
  }

  private void assertFails(String message) {
    var error = assertThrows(DataException.class, () -> read(take -> true, 1));
    assertTrue(error.getMessage().contains(message), error.getMessage());
  }

  @Test
  void theRealOnesAreThreeThousand() {
    assumeTrue(
        DataDirectory.fromEnvironment().isPresent("fsdd/recordings.zip"),
        "the data set is not there");
    var test = new SpokenDigits(DataDirectory.fromEnvironment()).test();
    assertEquals(300, test.size());
    assertEquals(60, test.classes().size());
    assertEquals(
        List.of("george", "jackson", "lucas", "nicolas", "theo", "yweweler"),
        test.byGroup().classes().stream().map(ClassInfo::name).toList());
    assertEquals(8000, test.sampleRate());
    // 0_george_0.wav has 4,812 bytes, 44 of them header
    assertEquals((4812 - 44) / 2, test.clip(0).samples().length);
  }
}
