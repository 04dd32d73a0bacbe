package dev.siamese.catalog;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Photos in the archive of Labeled Faces in the Wild, {@code FOLDER/NAME/NAME_NUMBER.jpg}. */
final class LfwArchive {

  static final String FILE = "lfw/lfw-funneled.tgz";

  private static final Pattern PHOTO = Pattern.compile(".*/([^/]+)/\\1_(\\d{4})\\.jpg");
  private static final int MAX_BYTES = 1 << 20; // of a photo; those of the archive have 20 kB

  // the face within the photo of 250×250 pixels, as scikit-learn cuts it out
  private static final int TOP = 70;
  private static final int LEFT = 78;
  private static final int HEIGHT = 125;
  private static final int WIDTH = 94;

  private LfwArchive() {}

  static Images read(Path archive, int people, int photos) {
    var files = new TreeMap<String, byte[][]>(); // of each person, by number
    try (var file = new BufferedInputStream(Files.newInputStream(archive));
        var tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        var name = PHOTO.matcher(entry.getName());
        if (name.matches()) {
          int number = Integer.parseInt(name.group(2));
          if (number >= 1 && number <= photos) {
            files.computeIfAbsent(name.group(1), key -> new byte[photos][])[number - 1] =
                tar.readNBytes(MAX_BYTES);
          }
        }
      }
    } catch (IOException e) {
      throw new DataException("cannot read " + archive + "; delete it to download it again", e);
    }
    files.values().removeIf(ofPerson -> Arrays.asList(ofPerson).contains(null));
    if (files.size() < people) {
      throw new DataException(
          "%s has %d people with %d photos each, not %d"
              .formatted(archive, files.size(), photos, people));
    }
    return faces(files, people, photos);
  }

  private static Images faces(Map<String, byte[][]> files, int people, int photos) {
    var faces = new ArrayList<BufferedImage>();
    var classes = new ArrayList<ClassInfo>();
    files.entrySet().stream()
        .limit(people)
        .forEach(
            person -> {
              classes.add(new ClassInfo(person.getKey(), ""));
              for (var photo : person.getValue()) {
                faces.add(face(Images.read(photo).withChannels(1).toBufferedImage(0)));
              }
            });
    var labels = new int[people * photos];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i / photos;
    }
    return Images.of(faces, new Targets(labels, classes));
  }

  private static BufferedImage face(BufferedImage photo) {
    if (photo.getHeight() < TOP + HEIGHT || photo.getWidth() < LEFT + WIDTH) {
      throw new DataException(
          "a photo has %d×%d pixels, not 250×250".formatted(photo.getHeight(), photo.getWidth()));
    }
    return photo.getSubimage(LEFT, TOP, WIDTH, HEIGHT);
  }
}
