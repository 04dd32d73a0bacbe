package dev.siamese.match;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import com.google.gson.Gson;
import dev.siamese.data.Images;
import dev.siamese.model.Encoder;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index file of an earlier version is rebuilt, and searched with the same result. */
class SavedIndexTest {

  /**
   * What a search must give.
   *
   * @param modified milliseconds since 1970 at which all pictures were written
   * @param query the key of a picture
   * @param hits the distances from it by key, the nearest first
   */
  record Expected(long modified, String query, Map<String, Double> hits) {}

  @TempDir Path temporary;
  private Path saved;
  private Path pictures;
  private Path file;
  private Expected expected;

  @BeforeEach
  void copy() throws IOException, URISyntaxException {
    saved = Path.of(getClass().getResource("/index-files/0.1").toURI());
    pictures = temporary.resolve("pictures");
    file = temporary.resolve("pictures.index");
    expected =
        new Gson().fromJson(Files.readString(saved.resolve("expected.json")), Expected.class);
    for (var key : expected.hits.keySet()) {
      var picture = pictures.resolve(key);
      Files.createDirectories(picture.getParent());
      Files.copy(saved.resolve("pictures").resolve(key), picture);
      Files.setLastModifiedTime(picture, FileTime.fromMillis(expected.modified));
    }
    Files.copy(saved.resolve("pictures.index"), file);
  }

  private void assertFinds() {
    try (var encoder = Encoder.load(saved.resolve("encoder.zip"), Device.cpu())) {
      var index = ImageIndex.open(pictures, file, encoder);
      assertEquals(expected.hits.size(), index.size());
      var query = Images.read(pictures.resolve(expected.query));
      var wanted = expected.hits.entrySet().iterator();
      for (var hit : index.search(query, index.size())) {
        var next = wanted.next();
        assertEquals(next.getKey(), hit.key());
        assertEquals(next.getValue(), hit.distance(), 1e-5);
      }
    }
  }

  @Test
  void givesTheSameHits() {
    assertFinds();
  }

  @Test
  void isWrittenOnce() throws IOException {
    assertFinds();
    var rebuilt = Files.readAllBytes(file);
    assertFinds();
    assertArrayEquals(rebuilt, Files.readAllBytes(file));
  }
}
