package dev.siamese.catalog;

import dev.siamese.data.DataException;
import dev.siamese.data.ImageFolder;
import dev.siamese.data.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The ORL database of faces: 10 grey photos of each of 40 people, {@code s1} to {@code s40}, 92×112
 * pixels, with other light, faces and glasses, taken from 1992 to 1994 (Samaria and Harter 1994).
 * Credit is due to AT&amp;T Laboratories Cambridge.
 *
 * <p>Of a copy that goes round, the first two people are none of ORL's: their photos are later ones
 * of somebody else. To have the same people whichever copy is found, and to show nobody who was not
 * asked, only those from {@code s3} on are read.
 */
public final class Orl {

  private static final List<String> EXCLUDED = List.of("s1", "s2");
  private static final int PEOPLE = 40;
  private static final int PHOTOS = 10;

  private final DataDirectory home;

  public Orl(DataDirectory home) {
    this.home = home;
  }

  /**
   * The 380 photos of {@code s3} to {@code s40}, each person a class, in the order of their
   * numbers.
   *
   * @throws DataException if they cannot be found, or are not all there
   */
  public Images faces() {
    return home.read("orl/att_faces.zip", Orl::read);
  }

  private static Images read(Path root) throws IOException {
    var faces = new ImageFolder(people(root)).readLabeled(photo -> photo.resized(112, 92));
    if (faces.classes().size() != PEOPLE || faces.size() != PEOPLE * PHOTOS) {
      throw new IOException(
          "it has %d photos of %d people, not %d of %d"
              .formatted(faces.size(), faces.classes().size(), PEOPLE * PHOTOS, PEOPLE));
    }
    var people = faces.classes();
    return faces.filterClasses(label -> !EXCLUDED.contains(people.get(label).name()));
  }

  /** The folder that has the people's folders, at whatever depth it was packed. */
  private static Path people(Path root) throws IOException {
    try (var all = Files.walk(root)) {
      return all.filter(folder -> folder.endsWith("s1") && Files.isDirectory(folder))
          .findFirst()
          .map(Path::getParent)
          .orElseThrow(() -> new IOException("it has no folder s1"));
    }
  }
}
