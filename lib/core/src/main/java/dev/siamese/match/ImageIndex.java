package dev.siamese.match;

import ai.djl.ndarray.NDArray;
import dev.siamese.data.Dataset;
import dev.siamese.data.ImageFolder;
import dev.siamese.data.Images;
import dev.siamese.distance.Distance;
import dev.siamese.index.ExactIndex;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.NonFinite;
import dev.siamese.tensor.internal.Tensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Searches the images of a folder or zip by example. The embeddings are saved in a file and
 * computed again only if an image or the encoder has changed.
 *
 * <p>Safe for use by several threads. Holds no native memory; the encoder is used but not closed.
 */
public final class ImageIndex {

  private static final System.Logger LOGGER = System.getLogger("dev.siamese");

  private final Encoder encoder;
  private final List<String> keys;
  private final List<String> skipped;
  private final ExactIndex index;

  /**
   * An image that was found.
   *
   * @param key its path relative to the folder, such as {@code holidays/beach.jpg}
   * @param distance from the query
   */
  public record Hit(String key, double distance) {

    /** {@code 0.2134 holidays/beach.jpg}. */
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.4f  %s", distance, key);
    }
  }

  /**
   * A pair of images whose distance is at most a threshold.
   *
   * @param <T> the type of the keys
   * @param first the key of the image with the lower row
   * @param second the key of the image with the higher row
   * @param distance of their embeddings
   */
  public record Duplicate<T>(T first, T second, double distance) {

    /** {@code 0.0123 a.png b.png}. */
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.4f  %s  %s", distance, first, second);
    }
  }

  /** An index of N embeddings of length D: (N · D). NaN marks an image that was skipped. */
  ImageIndex(Encoder encoder, List<String> allKeys, float[] embeddings) {
    this.encoder = encoder;
    int dimensions = embeddings.length / allKeys.size();
    var isUsed =
        IntStream.range(0, allKeys.size())
            .boxed()
            .collect(Collectors.partitioningBy(row -> !Float.isNaN(embeddings[row * dimensions])));
    keys = isUsed.get(true).stream().map(allKeys::get).toList();
    skipped = isUsed.get(false).stream().map(allKeys::get).toList();
    var vectors =
        isUsed.get(true).stream()
            .map(row -> row * dimensions)
            .map(from -> Arrays.copyOfRange(embeddings, from, from + dimensions))
            .toArray(float[][]::new);
    index = ExactIndex.of(vectors, encoder.card().distance());
  }

  /**
   * {@return the default file of an index: beside the folder, with its name and the suffix .index}
   *
   * @param images the folder or zip
   */
  public static Path defaultFile(Path images) {
    var folder = images.toAbsolutePath().normalize();
    return folder.resolveSibling(folder.getFileName() + ".index");
  }

  /**
   * Reads an index. Creates and writes it if it does not exist or is stale: if images were added,
   * removed or changed, or if the encoder is another one. Images that cannot be read or used are
   * {@link #skipped}.
   *
   * @param images a folder or zip, including all subfolders
   * @param file the file of the index
   * @param encoder used but not closed
   * @return the index
   * @throws dev.siamese.data.DataException if there are no images that can be used, or the file
   *     cannot be read or written
   * @throws IllegalArgumentException if the encoder does not embed images, or if an embedding
   *     contains NaN or infinity
   */
  public static ImageIndex open(Path images, Path file, Encoder encoder) {
    var folder = new ImageFolder(images);
    var manifest = new IndexFile.Manifest(IndexFile.fingerprint(encoder), folder.entries());
    var keys = manifest.images().stream().map(ImageFolder.Entry::key).toList();
    var saved = IndexFile.read(file, manifest);
    if (saved.isPresent()) {
      return new ImageIndex(encoder, keys, saved.get());
    }
    var embeddings = embed(folder, keys, encoder);
    var index = new ImageIndex(encoder, keys, embeddings);
    IndexFile.write(file, manifest, embeddings);
    return index;
  }

  /** The embeddings of all images: (N · D), NaN for those that cannot be read or used. */
  private static float[] embed(ImageFolder folder, List<String> keys, Encoder encoder) {
    var images =
        folder.readUnlabeled(
            image -> preprocess(encoder, image),
            error -> LOGGER.log(System.Logger.Level.WARNING, "skipped: " + error.getMessage()));
    try (var manager = Torch.manager(encoder.device())) {
      var some = encoder.embedPreprocessed(images, manager);
      NonFinite.requireFinite(some);
      var values = Tensors.toFloatArray(some);
      int dimensions = values.length / images.size();
      var all = new float[Math.multiplyExact(keys.size(), dimensions)];
      Arrays.fill(all, Float.NaN);
      var rows = new HashMap<String, Integer>();
      keys.forEach(key -> rows.put(key, rows.size()));
      for (int i = 0; i < images.size(); i++) {
        int row = rows.get(images.classes().get(images.label(i)).toString());
        System.arraycopy(values, i * dimensions, all, row * dimensions, dimensions);
      }
      return all;
    }
  }

  private static Images preprocess(Encoder encoder, Images image) {
    if (encoder.card().input().transform(image) instanceof Images images) {
      return images;
    }
    throw new IllegalArgumentException(
        "an encoder with the preprocessor %s does not embed images: use an encoder of images"
            .formatted(encoder.card().input()));
  }

  /** {@return the number of images that are searched} */
  public int size() {
    return keys.size();
  }

  /** {@return the keys of the images that could not be read or used when the index was built} */
  public List<String> skipped() {
    return skipped;
  }

  /**
   * Finds the nearest images.
   *
   * @param query one sample, not preprocessed
   * @param k the number of images
   * @return k images, or all if there are fewer, by ascending distance
   * @throws IllegalArgumentException if there is not exactly one query, k is below 1, or the
   *     query's embedding contains NaN or infinity
   */
  public List<Hit> search(Dataset query, int k) {
    if (query.size() != 1) {
      throw new IllegalArgumentException("exactly 1 query is needed, not " + query.size());
    }
    return search(EmbeddedSamples.embed(encoder, query, "query")[0], k);
  }

  /**
   * {@return the k nearest images of an embedding, as above}
   *
   * @param embedding D numbers
   * @param k at least 1
   */
  public List<Hit> search(float[] embedding, int k) {
    var query = ExactIndex.of(new float[][] {embedding}, index.vectors().distance());
    var found = index.search(query, k, ExactIndex.Filter.ALL).get(0);
    return IntStream.range(0, found.size())
        .mapToObj(i -> new Hit(keys.get(found.rows()[i]), found.distances()[i]))
        .toList();
  }

  /**
   * Finds all pairs of images whose distance is at most a threshold, by ascending distance.
   *
   * @param threshold the greatest distance of a pair
   * @return pairs of keys
   */
  public List<Duplicate<String>> duplicates(double threshold) {
    return duplicates(index, threshold).stream()
        .map(
            pair -> new Duplicate<>(keys.get(pair.first()), keys.get(pair.second()), pair.distance))
        .toList();
  }

  /**
   * Finds all pairs of embeddings whose distance is at most a threshold. Memory grows with the
   * number of pairs found.
   *
   * @param embeddings (N, D)
   * @param distance the distance that pairs are compared by
   * @param threshold the greatest distance of a pair
   * @return pairs of rows, by ascending distance
   */
  public static List<Duplicate<Integer>> duplicates(
      NDArray embeddings, Distance distance, double threshold) {
    return duplicates(ExactIndex.of(embeddings, distance), threshold);
  }

  private static List<Duplicate<Integer>> duplicates(ExactIndex index, double threshold) {
    if (Double.isNaN(threshold)) {
      throw new IllegalArgumentException("the threshold must be a number, not NaN");
    }
    var pairs = new ArrayList<Duplicate<Integer>>();
    // thresholds are chosen on float32 distances
    index.search(
        index,
        row -> index.vectors().size(),
        Math.nextUp((float) threshold),
        (row, other) -> other > row,
        (row, found) -> {
          for (int i = 0; i < found.size(); i++) {
            float distance = (float) found.distances()[i];
            if (distance <= threshold) {
              pairs.add(new Duplicate<>(row, found.rows()[i], distance));
            }
          }
        });
    pairs.sort(
        Comparator.<Duplicate<Integer>>comparingDouble(Duplicate::distance)
            .thenComparing(Duplicate::first)
            .thenComparing(Duplicate::second));
    return pairs;
  }
}
