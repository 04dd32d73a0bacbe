package dev.siamese.match;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.chart.Figure;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.distance.Distances;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageIndexTest {

  private static final Images DATA = new SyntheticGlyphs(2, 4, 2, 16).generate(new Seed(1));

  @TempDir Path temporary;
  private Path folder;
  private final Encoder encoder = encoder(3);

  private static Encoder encoder(int seed) {
    return Encoder.create(
        new ImageInput(16, true),
        new ResidualCnn(List.of(4)).projected(8),
        Device.cpu(),
        new Seed(seed));
  }

  @BeforeEach
  void writeImages() {
    folder = temporary.resolve("pictures");
    for (int i = 0; i < DATA.size(); i++) {
      Figure.save(DATA.toBufferedImage(i), folder.resolve("%d/%d.png".formatted(i / 2, i)));
    }
  }

  private ImageIndex open(Encoder encoder) {
    return ImageIndex.open(folder, ImageIndex.defaultFile(folder), encoder);
  }

  private byte[] fileContent() throws IOException {
    return Files.readAllBytes(temporary.resolve("pictures.index"));
  }

  @Test
  void hitsAreSortedByDistance() {
    var index = open(encoder);
    try (var manager = Torch.manager(Device.cpu())) {
      assertEquals(DATA.size(), index.size());
      var hits = index.search(DATA.select(5), 4);
      assertEquals("2/5.png", hits.get(0).key());
      assertEquals(0, hits.get(0).distance(), 1e-6);
      var embeddings = encoder.embed(DATA, manager);
      var row = Distances.EUCLIDEAN.allPairs(embeddings.get("5:6"), embeddings);
      var distances = Tensors.toFloatArray(row);
      Arrays.sort(distances);
      for (int i = 0; i < 4; i++) {
        assertEquals(distances[i], hits.get(i).distance(), 1e-5);
      }
      assertEquals(DATA.size(), index.search(DATA.select(5), 99).size());
    }
  }

  @Test
  void theFileIsReadUntilItIsStale() throws IOException {
    open(encoder);
    var first = fileContent();
    open(encoder);
    assertArrayEquals(first, fileContent(), "nothing has changed");

    var file = folder.resolve("0/0.png");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
    open(encoder);
    var second = fileContent();
    assertFalse(Arrays.equals(first, second), "an image was written");

    try (var other = encoder(4)) {
      open(other);
      assertFalse(Arrays.equals(second, fileContent()), "another encoder");
    }
    Files.delete(file);
    var index = open(encoder);
    assertEquals(DATA.size() - 1, index.size());
  }

  @Test
  void aReadIndexFindsTheSameHits() {
    var query = DATA.select(3);
    assertEquals(open(encoder).search(query, 5), open(encoder).search(query, 5));
  }

  @Test
  void copiesAreDuplicates() throws IOException {
    Files.copy(folder.resolve("1/2.png"), folder.resolve("1/copy.png"));
    var index = open(encoder);
    var found = index.duplicates(1e-6);
    assertEquals(1, found.size());
    assertEquals("1/2.png", found.get(0).first());
    assertEquals("1/copy.png", found.get(0).second());
  }

  @Test
  void anotherFileIsNotOverwritten() throws IOException {
    var mine = Files.writeString(temporary.resolve("pictures.index"), "my own notes");
    var error = assertThrows(DataException.class, () -> open(encoder));
    assertTrue(error.getMessage().contains(mine.toString()), error.getMessage());
    assertEquals("my own notes", Files.readString(mine));
  }

  @Test
  void brokenImagesAreSkippedAndCounted() throws IOException {
    var hits = open(encoder).search(DATA.select(5), 4);
    Files.writeString(folder.resolve("0/broken.png"), "x");
    for (var index : List.of(open(encoder), open(encoder))) { // built, then read
      assertEquals(List.of("0/broken.png"), index.skipped());
      assertEquals(DATA.size(), index.size());
      assertEquals(hits, index.search(DATA.select(5), 4));
    }
  }

  @Test
  void imagesThatAreAllBrokenLeaveNoFileBehind() throws IOException {
    for (int i = 0; i < DATA.size(); i++) {
      Files.writeString(folder.resolve("%d/%d.png".formatted(i / 2, i)), "x");
    }
    var broken = Files.writeString(folder.resolve("0/broken.png"), "broken");
    var error = assertThrows(DataException.class, () -> open(encoder));
    assertTrue(error.getMessage().contains(broken.getParent().toString()), error.getMessage());
    try (var files = Files.list(temporary)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void invalidArgumentsAreRefused() {
    var index = open(encoder);
    assertThrows(IllegalArgumentException.class, () -> index.search(DATA, 1));
    assertThrows(IllegalArgumentException.class, () -> index.search(DATA.select(0), 0));
    var place = folder.resolve("0/0.png/index"); // below a file
    var error = assertThrows(DataException.class, () -> ImageIndex.open(folder, place, encoder));
    assertTrue(error.getMessage().contains(place.toString()), error.getMessage());
  }

  @AfterEach
  void close() {
    encoder.close();
  }
}
