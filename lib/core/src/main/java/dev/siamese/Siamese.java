package dev.siamese;

import dev.siamese.data.Dataset;
import dev.siamese.data.ImageFolder;
import dev.siamese.data.Images;
import dev.siamese.data.LabeledPairs;
import dev.siamese.match.Verifier;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A Siamese network for the common case: train it, save it, and compare samples with it.
 *
 * <p>A single sample is given as
 *
 * <ul>
 *   <li>an image: {@link Path} or {@link java.awt.image.BufferedImage}
 *   <li>a sound: {@link Path} of a WAV file or {@link dev.siamese.data.AudioClip}
 *   <li>a text: {@link String}
 *   <li>a record: {@link java.util.Map} of field names to values
 *   <li>a vector or a time series: {@code float[]}
 *   <li>anything else: a {@link Dataset} of one sample
 * </ul>
 *
 * <p>Owns native memory: close it. Safe for use by several threads.
 */
public final class Siamese implements AutoCloseable {

  private final Encoder encoder;

  Siamese(Encoder encoder) {
    this.encoder = encoder;
  }

  /** Trains on the images of a folder with one sub-folder per class, with default options. */
  public static Siamese train(ImageFolder folder) {
    return builder().train(folder);
  }

  /**
   * Trains with default options for the kind of samples; see {@link SiameseBuilder#train(Dataset)}.
   */
  public static Siamese train(Dataset data) {
    return builder().train(data);
  }

  /** Trains on labelled pairs with default options for the kind of samples. */
  public static Siamese train(LabeledPairs pairs) {
    return builder().train(pairs);
  }

  /** Options for training. */
  public static SiameseBuilder builder() {
    return new SiameseBuilder();
  }

  /**
   * Loads a model that {@link #save} wrote, on a GPU if there is one.
   *
   * @throws dev.siamese.data.DataException if the file is not an encoder
   */
  public static Siamese load(Path file) {
    return load(file, "auto");
  }

  /**
   * Loads a model.
   *
   * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:1}
   */
  public static Siamese load(Path file, String device) {
    return new Siamese(Encoder.load(file, Torch.device(device)));
  }

  /** Writes the model to one file, which contains all that is needed to use it. */
  public void save(Path file) {
    encoder.save(file);
  }

  /**
   * Whether two samples are of one class.
   *
   * @throws IllegalStateException if the model has no threshold
   */
  public Verifier.Decision verify(Object first, Object second) {
    return new Verifier(encoder).verify(sample(first), sample(second)).get(0);
  }

  /** The embedding of a sample: D numbers. */
  public float[] embed(Object sample) {
    return embedAll(sample(sample))[0];
  }

  /**
   * The embeddings of all samples of a data set.
   *
   * @return (N, D)
   */
  public float[][] embedAll(Dataset data) {
    return embedPreprocessed(encoder.card().input().transform(data));
  }

  private float[][] embedPreprocessed(Dataset data) {
    try (var manager = Torch.manager(encoder.device())) {
      var all = Tensors.toFloatArray(encoder.embedPreprocessed(data, manager));
      int length = all.length / data.size();
      return IntStream.range(0, data.size())
          .mapToObj(row -> Arrays.copyOfRange(all, row * length, (row + 1) * length))
          .toArray(float[][]::new);
    }
  }

  /** An index of all images below a folder or in a zip file, searched by example. */
  public SampleIndex index(Path images) {
    return index(ImageFolder.of(images));
  }

  /**
   * An index of all images of a folder, searched by example.
   *
   * @throws IllegalArgumentException if the model does not take images
   */
  public SampleIndex index(ImageFolder images) {
    var data = images.readUnlabeled(this::preprocess);
    var keys = data.classes().stream().map(Object::toString).toList();
    return new SampleIndex(this, keys, embedPreprocessed(data));
  }

  private Images preprocess(Images image) {
    if (encoder.card().input().transform(image) instanceof Images preprocessed) {
      return preprocessed;
    }
    throw new IllegalArgumentException(encoder + " does not take single images");
  }

  /** An index of samples in memory. Hits are named by the class of the sample. */
  public SampleIndex index(Dataset data) {
    var classes = data.classes();
    var keys = Arrays.stream(data.labels()).mapToObj(each -> classes.get(each).toString());
    return new SampleIndex(this, keys.toList(), embedAll(data));
  }

  /** The encoder with its card: preprocessing, architecture, distance and threshold. */
  public Encoder encoder() {
    return encoder;
  }

  Dataset sample(Object sample) {
    return Samples.of(sample, encoder.card().input());
  }

  /** Architecture, number of weights, and the evaluation on the held-out part. */
  @Override
  public String toString() {
    var heldOut = encoder.card().metadata().get(SiameseBuilder.HELD_OUT);
    return heldOut == null ? encoder.toString() : encoder + "; " + heldOut;
  }

  @Override
  public void close() {
    encoder.close();
  }
}
