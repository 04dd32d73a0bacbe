package dev.siamese.tensor.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir Path folder;

  private static AtomicFile.Content text(String text) {
    return out -> {
      try (out) { // as a ZIP stream does
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
    };
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void writesAndReplaces() throws IOException {
    var file = folder.resolve("a/b.txt");
    AtomicFile.write(file, text("one"));
    AtomicFile.write(file, text("two"));
    assertEquals("two", Files.readString(file));
    assertEquals(List.of(folder.resolve("a")), files());
  }

  @Test
  void aFailureLeavesTheExistingFile() throws IOException {
    var file = folder.resolve("b.txt");
    AtomicFile.write(file, text("one"));
    assertThrows(
        IOException.class,
        () ->
            AtomicFile.write(
                file,
                out -> {
                  out.write(1);
                  throw new IOException("disk full");
                }));
    assertEquals("one", Files.readString(file));
    assertEquals(List.of(file), files());
  }

  @Test
  void refusesAFolder() throws IOException {
    var target = Files.createDirectory(folder.resolve("target"));
    assertThrows(IOException.class, () -> AtomicFile.write(target, text("one")));
    assertEquals(List.of(target), files());
  }

  @Test
  void whatKilledProcessesHaveLeftIsDeleted() throws IOException {
    var uuid = "." + UUID.randomUUID() + ".part";
    Files.writeString(folder.resolve("b.txt" + uuid), "x");
    var others = Files.writeString(folder.resolve("c.txt" + uuid), "x");
    var own = Files.writeString(folder.resolve("b.txt.other.part"), "x");
    AtomicFile.write(folder.resolve("b.txt"), text("one"));
    assertEquals(Set.of(others, own, folder.resolve("b.txt")), Set.copyOf(files()));
  }

  @Test
  void whatAnotherWriterIsWritingStays() throws IOException {
    var file = folder.resolve("b.txt");
    AtomicFile.write(
        file,
        out -> {
          out.write('1');
          AtomicFile.write(file, text("inner"));
          assertEquals("inner", Files.readString(file));
        });
    assertEquals("1", Files.readString(file));
    assertEquals(List.of(file), files());
  }

  @Test
  void whatCannotBeWrittenIsNoticedBefore() throws IOException {
    var file = folder.resolve("a/b.txt");
    AtomicFile.requireWritable(file);
    assertEquals(List.of(folder.resolve("a")), files());
    assertThrows(IOException.class, () -> AtomicFile.requireWritable(folder));
    AtomicFile.write(file, text("one"));
    AtomicFile.requireWritable(file);
    assertEquals("one", Files.readString(file));
    assertThrows(IOException.class, () -> AtomicFile.requireWritable(file.resolve("c.txt")));
  }
}
