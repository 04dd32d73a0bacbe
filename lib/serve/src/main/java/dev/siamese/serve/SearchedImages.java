package dev.siamese.serve;

import dev.siamese.data.ImageFolder;
import dev.siamese.match.ImageIndex;
import dev.siamese.model.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/** The images of a folder or zip, with their index. */
final class SearchedImages {

  private static final int THUMBNAIL = 160; // pixels of the longer side

  private final ImageFolder folder;
  private final ImageIndex index;
  private final Set<String> keys;

  /**
   * Opens the index, or makes it.
   *
   * @param indexFile null for the default beside the folder
   * @throws dev.siamese.data.DataException if there are no images, or the index cannot be written
   */
  SearchedImages(Path data, Path indexFile, Encoder encoder) {
    folder = ImageFolder.of(data);
    index =
        ImageIndex.open(
            data, indexFile == null ? ImageIndex.defaultFile(data) : indexFile, encoder);
    keys = folder.entries().stream().map(ImageFolder.Entry::key).collect(Collectors.toSet());
  }

  int size() {
    return index.size();
  }

  List<ImageIndex.Hit> search(float[] embedding, int k) {
    return index.search(embedding, k);
  }

  /**
   * A small PNG.
   *
   * @throws HttpError 404 if the image was not in the folder at the start
   */
  byte[] thumbnail(String key) {
    if (key == null || !keys.contains(key)) { // also keeps paths such as .. out
      throw new HttpError(404, "there is no image '%s'".formatted(key));
    }
    var image = folder.read(key);
    double scale = Math.min(1, (double) THUMBNAIL / Math.max(image.height(), image.width()));
    int height = (int) Math.max(1, Math.round(scale * image.height()));
    int width = (int) Math.max(1, Math.round(scale * image.width()));
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image.resized(height, width).toBufferedImage(0), "png", bytes);
    } catch (IOException e) {
      throw new AssertionError("memory can be written", e);
    }
    return bytes.toByteArray();
  }
}
