package dev.siamese.catalog;

import dev.siamese.data.DataException;
import dev.siamese.data.ImageFolder;
import dev.siamese.data.Images;
import dev.siamese.tensor.internal.Archive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The ORL database of faces: 10 grey photos of each of 40 people, {@code s1} to {@code s40}, 92×112
 * pixels, with varying light, expression and glasses, taken from 1992 to 1994 (Samaria and Harter
 * 1994). Credit: AT&amp;T Laboratories Cambridge.
 *
 * <p>In a widely copied version, {@code s1} and {@code s2} are not from ORL: their photos are later
 * ones of another person. So that every copy gives the same data, only {@code s3} to {@code s40}
 * are read.
 */
public final class Orl {

  private static final List<String> EXCLUDED = List.of("s1", "s2");
  private static final int PEOPLE = 40;
  private static final int PHOTOS = 10;

  private final DataDirectory data;

  /**
   * The database in a data directory; it is read, or downloaded, when it is used.
   *
   * @param data where the file is, or is downloaded to
   */
  public Orl(DataDirectory data) {
    this.data = data;
  }

  /**
   * {@return the 380 photos of {@code s3} to {@code s40}, each person a class, in the order of
   * their numbers}
   *
   * @throws DataException if they cannot be found or downloaded, or are incomplete
   */
  public Images faces() {
    return data.read("orl/att_faces.zip", Orl::read);
  }

  private static Images read(Path root) throws IOException {
    var faces = ImageFolder.of(people(root)).readLabeled(photo -> photo.resized(112, 92));
    if (faces.classes().size() != PEOPLE || faces.size() != PEOPLE * PHOTOS) {
      throw new IOException(
          "it has %d photos of %d people, not %d of %d"
              .formatted(faces.size(), faces.classes().size(), PEOPLE * PHOTOS, PEOPLE));
    }
    var people = faces.classes();
    return faces.filterClasses(label -> !EXCLUDED.contains(people.get(label).name()));
  }

  /** The folder with the people's folders, which some copies pack into another one. */
  private static Path people(Path root) throws IOException {
    return Archive.files(root, file -> file.getParent().endsWith("s1")).files().stream()
        .findFirst()
        .map(photo -> photo.getParent().getParent())
        .orElseThrow(() -> new IOException("it has no photos in a folder s1"));
  }
}
