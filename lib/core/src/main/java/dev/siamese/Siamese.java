package dev.siamese;

import dev.siamese.data.Dataset;
import dev.siamese.data.ImageFolder;
import dev.siamese.data.LabeledPairs;
import dev.siamese.index.ExactIndex;
import dev.siamese.match.Verifier;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A Siamese network for the common case: train it, save it, and compare samples with it.
 *
 * <p>A single sample is a {@link Path} or {@link java.awt.image.BufferedImage}, {@link String},
 * {@link java.util.Map} or {@code float[]}: see {@link dev.siamese.model.Preprocessor#sample}.
 *
 * <p>Owns native memory: close it. Safe for use by several threads.
 */
public final class Siamese implements AutoCloseable {

  private final Encoder encoder;

  Siamese(Encoder encoder) {
    this.encoder = encoder;
  }

  /**
   * {@return a network trained on images, with default options}
   *
   * @param folder with one sub-folder per class
   * @throws dev.siamese.data.DataException if the folder cannot be read
   */
  public static Siamese train(ImageFolder folder) {
    return builder().train(folder);
  }

  /**
   * {@return a network trained with default options for the kind of samples} See {@link
   * SiameseBuilder#train(Dataset)}.
   *
   * @param data labelled samples
   */
  public static Siamese train(Dataset data) {
    return builder().train(data);
  }

  /**
   * {@return a network trained with default options for the kind of samples} See {@link
   * SiameseBuilder#train(LabeledPairs)}.
   *
   * @param pairs at least 10
   */
  public static Siamese train(LabeledPairs pairs) {
    return builder().train(pairs);
  }

  /** {@return options for training} */
  public static SiameseBuilder builder() {
    return new SiameseBuilder();
  }

  /**
   * {@return a model that {@link #save} wrote, on a GPU if there is one}
   *
   * @param file of the model
   * @throws dev.siamese.data.DataException if the file is not an encoder
   */
  public static Siamese load(Path file) {
    return load(file, "auto");
  }

  /**
   * {@return a model that {@link #save} wrote}
   *
   * @param file of the model
   * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:1}
   * @throws dev.siamese.data.DataException if the file is not an encoder
   */
  public static Siamese load(Path file, String device) {
    return new Siamese(Encoder.load(file, Torch.device(device)));
  }

  /**
   * {@return a model with an encoder, such as a pretrained one}
   *
   * @param encoder closed with the model
   */
  public static Siamese of(Encoder encoder) {
    return new Siamese(encoder);
  }

  /**
   * Writes the model to one file, which contains all that is needed to use it.
   *
   * @param file replaced if it exists
   */
  public void save(Path file) {
    encoder.save(file);
  }

  /**
   * {@return whether two samples are of one class}
   *
   * @param first a sample
   * @param second a sample
   * @throws IllegalStateException if the model has no threshold
   */
  public Verifier.Decision verify(Object first, Object second) {
    return new Verifier(encoder).verify(sample(first), sample(second)).get(0);
  }

  /**
   * {@return the embedding: D numbers}
   *
   * @param sample a sample
   */
  public float[] embed(Object sample) {
    return embedAll(sample(sample))[0];
  }

  /**
   * {@return the embeddings of some samples, which may differ in size: (N, D)}
   *
   * @param samples of the types above
   */
  public float[][] embedAll(List<?> samples) {
    try (var embedder = new Embedder(encoder)) {
      return embedder.embedAll(samples).toArray(float[][]::new);
    }
  }

  /**
   * {@return the embeddings of all samples: (N, D)}
   *
   * @param data not preprocessed
   */
  public float[][] embedAll(Dataset data) {
    return Samples.embedPreprocessed(encoder, encoder.card().input().transform(data));
  }

  /**
   * {@return an index of all images below a folder or in a zip file, searched by example}
   *
   * @param images a folder or zip file
   * @throws IllegalArgumentException if the model does not take images
   */
  public Index index(Path images) {
    return index(ImageFolder.of(images));
  }

  /**
   * {@return an index of all images of a folder, searched by example} Those that cannot be read are
   * left out with a warning.
   *
   * @param images of any classes
   * @throws IllegalArgumentException if the model does not take images
   */
  public Index index(ImageFolder images) {
    var data =
        images.readUnlabeled(
            image -> Samples.preprocess(encoder, image),
            e -> System.getLogger("dev.siamese").log(Level.WARNING, e.getMessage()));
    return new Index(this, Samples.classNames(data), Samples.embedPreprocessed(encoder, data));
  }

  /**
   * {@return an index of samples in memory} Hits are named by the class of the sample.
   *
   * @param data not preprocessed
   */
  public Index index(Dataset data) {
    return new Index(this, Samples.classNames(data), embedAll(data));
  }

  /** {@return the encoder with its card: preprocessing, architecture, distance and threshold} */
  public Encoder encoder() {
    return encoder;
  }

  private Dataset sample(Object sample) {
    return encoder.card().input().sample(sample);
  }

  /** Architecture, number of weights, and the evaluation on the held-out part. */
  @Override
  public String toString() {
    var heldOut = encoder.card().metadata().get(SiameseTraining.HELD_OUT);
    return heldOut == null ? encoder.toString() : encoder + "; " + heldOut;
  }

  @Override
  public void close() {
    encoder.close();
  }

  /** Embedded samples that are searched by example, exactly. Needs the model while it is used. */
  public static final class Index {

    private final Siamese model;
    private final List<String> keys;
    private final ExactIndex index;

    private Index(Siamese model, List<String> keys, float[][] embeddings) {
      this.model = model;
      this.keys = List.copyOf(keys);
      index = ExactIndex.of(embeddings, model.encoder.card().distance());
    }

    /** {@return the number of samples} */
    public int size() {
      return keys.size();
    }

    /**
     * {@return the k nearest samples, the nearest first, or all if there are fewer}
     *
     * @param sample the query, of any type that {@link Siamese} lists
     * @param k at least 1
     * @throws IllegalArgumentException if k is below 1
     */
    public List<Hit> search(Object sample, int k) {
      var query = ExactIndex.of(new float[][] {model.embed(sample)}, index.vectors().distance());
      var found = index.search(query, k, ExactIndex.Filter.ALL).get(0);
      return IntStream.range(0, found.size())
          .mapToObj(i -> new Hit(keys.get(found.rows()[i]), found.rows()[i], found.distances()[i]))
          .toList();
    }
  }

  /**
   * A sample of an index that was found.
   *
   * @param key the path of the image, or the name of the sample's class
   * @param row the row of the sample
   * @param distance to the query
   */
  public record Hit(String key, int row, double distance) {

    /** {@code 0.2134 beach.jpg}. */
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.4f  %s", distance, key);
    }
  }
}
