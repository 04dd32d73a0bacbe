package dev.siamese.match;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.ImageFolder;
import dev.siamese.data.Images;
import dev.siamese.index.ExactIndex;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The pictures of a folder or zip as points in an encoder's space, to be searched by example. They
 * are embedded once and kept in a file, until a picture or the encoder is another one.
 *
 * <p>Owns native memory: close it. The encoder stays its maker's.
 */
public final class ImageIndex implements AutoCloseable {

  private final Encoder encoder;
  private final NDManager manager;
  private final List<String> keys;
  private final ExactIndex index;

  /**
   * A picture that was found.
   *
   * @param key its path from the folder, such as {@code holidays/beach.jpg}
   * @param distance from what was asked for
   */
  public record Hit(String key, double distance) {

    /** {@code 0.2134 holidays/beach.jpg}. */
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.4f  %s", distance, key);
    }
  }

  private ImageIndex(Encoder encoder, List<String> keys, float[] embeddings) {
    this.encoder = encoder;
    this.keys = List.copyOf(keys);
    manager = Torch.manager(encoder.manager().getDevice());
    var shape = new Shape(keys.size(), embeddings.length / keys.size());
    try (var vectors = Tensors.create(manager, embeddings, shape)) {
      index = ExactIndex.of(vectors, encoder.card().distance());
    }
  }

  /** Where an index is kept unless told otherwise: beside the folder, called like it. */
  public static Path defaultFile(Path pictures) {
    var folder = pictures.toAbsolutePath().normalize();
    return folder.resolveSibling(folder.getFileName() + ".index");
  }

  /**
   * Reads an index, or makes it and writes it if there is none or it is stale: of other pictures,
   * of pictures that were written since, or by another encoder.
   *
   * @param pictures the folder or zip, which is searched at any depth
   * @param file where the index is kept
   * @throws dev.siamese.data.DataException if there is no picture, one that cannot be read, or no
   *     way to write the index
   * @throws IllegalArgumentException if the encoder takes no pictures
   */
  public static ImageIndex open(Path pictures, Path file, Encoder encoder) {
    var folder = new ImageFolder(pictures);
    var content = new IndexFile.Manifest(IndexFile.fingerprint(encoder), folder.entries());
    var keys = content.images().stream().map(ImageFolder.Entry::key).toList();
    var kept = IndexFile.read(file, content);
    if (kept.isPresent()) {
      return new ImageIndex(encoder, keys, kept.get());
    }
    var prepared = folder.readUnlabeled(picture -> prepared(encoder, picture));
    try (var manager = Torch.manager(encoder.manager().getDevice())) {
      var embeddings = Tensors.toFloatArray(encoder.embedPreprocessed(prepared, manager));
      IndexFile.write(file, content, embeddings);
      return new ImageIndex(encoder, keys, embeddings);
    }
  }

  private static Images prepared(Encoder encoder, Images picture) {
    if (encoder.card().input().transform(picture) instanceof Images images) {
      return images;
    }
    throw new IllegalArgumentException(
        "an encoder of %s is not of single pictures".formatted(encoder.card().input()));
  }

  /** The number of pictures. */
  public int size() {
    return keys.size();
  }

  /**
   * The pictures that are nearest to another one, the nearest first.
   *
   * @param query one sample just as it was read
   * @param count how many; all if there are not more
   * @throws IllegalArgumentException if there is not exactly one query, or count is below 1
   */
  public List<Hit> search(Dataset query, int count) {
    if (query.size() != 1 || count < 1) {
      throw new IllegalArgumentException(
          "%d queries for %d nearest pictures: one query, and at least one picture"
              .formatted(query.size(), count));
    }
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var found = index.search(encoder.embed(query, manager), count).get(0);
      var hits = new ArrayList<Hit>();
      for (int i = 0; i < found.size(); i++) {
        hits.add(new Hit(keys.get(found.rows()[i]), found.distances()[i]));
      }
      return hits;
    }
  }

  /**
   * The pictures that are nearly the same, by their keys, the closest first.
   *
   * @param threshold the largest distance of two that are
   */
  public List<NearDuplicate<String>> duplicates(double threshold) {
    return NearDuplicate.findAll(index, threshold).stream()
        .map(pair -> pair.map(keys::get))
        .toList();
  }

  @Override
  public void close() {
    manager.close();
  }
}
