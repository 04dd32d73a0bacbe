package dev.siamese.tensor.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {

  @TempDir Path folder;

  private void write(String... files) throws IOException {
    for (var file : files) {
      var path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, file);
    }
  }

  private static Archive.Listing texts(Path root) throws IOException {
    return Archive.files(root, file -> Archive.extension(file).equals(".txt"));
  }

  private static List<String> names(Path root) throws IOException {
    return texts(root).files().stream()
        .map(file -> root.relativize(file).toString().replace('\\', '/'))
        .toList();
  }

  @Test
  void hiddenAndSystemFilesAreSkippedAtAnyDepth() throws IOException {
    write("a.txt", "b/c.TXT", "b/d.heic", "noextension");
    write(".git/x.txt", "b/.ipynb_checkpoints/x.txt", "b/.hidden.txt", "b/deep/.x/y/z.txt");
    write("__MACOSX/x.txt", "b/__MACOSX/._c.txt", "b/Thumbs.db", "b/desktop.ini");
    assertEquals(List.of("a.txt", "b/c.TXT"), names(folder));
    var skipped = texts(folder).skipped();
    assertEquals(Map.of("hidden or system", 8, ".heic", 1, "without extension", 1), skipped);
    assertEquals(List.of(folder.resolve("b")), Archive.folders(folder));
  }

  @Test
  void aHiddenRootIsRead() throws IOException {
    write(".cache/a.txt");
    assertEquals(List.of("a.txt"), names(folder.resolve(".cache")));
  }

  @Test
  void linksAreFollowedButNotInCircles() throws IOException {
    write("real/a/1.txt", "real/b/2.txt");
    Files.createDirectories(folder.resolve("set"));
    Files.createSymbolicLink(folder.resolve("set/a"), Path.of("../real/a"));
    Files.createSymbolicLink(folder.resolve("set/2.txt"), folder.resolve("real/b/2.txt"));
    Files.createSymbolicLink(folder.resolve("set/gone.txt"), folder.resolve("nowhere"));
    Files.createSymbolicLink(folder.resolve("set/loop"), folder.resolve("set"));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("set"));
    for (var root : List.of(folder.resolve("set"), folder.resolve("link"))) {
      assertEquals(List.of("2.txt", "a/1.txt"), names(root));
      assertEquals(2, texts(root).skipped().size());
      assertEquals(List.of(root.resolve("a")), Archive.folders(root));
    }
  }

  private Path zip(Charset charset, String... names) throws IOException {
    var file = folder.resolve("some.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file), charset)) {
      for (var name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(1);
      }
    }
    return file;
  }

  @Test
  void zipFilesAreReadWhateverTheEncodingOfTheirNames() throws IOException {
    var utf8 = zip(Charset.forName("UTF-8"), "ä/1.txt", "__MACOSX/ä/._1.txt", "ä/.DS_Store");
    assertEquals(List.of("ä/1.txt"), Archive.read(utf8, ArchiveTest::names));
    var legacy = zip(Charset.forName("IBM437"), "ä/1.txt", "é/2.txt");
    assertEquals(
        Set.of("ä/1.txt", "é/2.txt"), Set.copyOf(Archive.read(legacy, ArchiveTest::names)));
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    var text = Files.writeString(folder.resolve("a.txt"), "text");
    assertThrows(IOException.class, () -> Archive.read(text, root -> root));
  }

  /** Zeros, which a thousandth of their number of bytes holds in a zip file. */
  @Test
  void aSmallZipFileMayNotTakeAllMemory() throws IOException {
    var zip = folder.resolve("bomb.zip");
    try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("a.png"));
      out.write(new byte[2_000_000]);
    }
    assertTrue(Files.size(zip) < 3000);
    Archive.read(
        zip,
        root -> {
          var file = root.resolve("a.png");
          assertEquals(2_000_000, Archive.content(file).length);
          assertEquals(2_000_000, Archive.content(file, 2_000_000).length);
          var error = assertThrows(IOException.class, () -> Archive.content(file, 1_999_999));
          assertTrue(error.getMessage().contains("1,999,999 bytes"), error.getMessage());
          return null;
        });
  }
}
