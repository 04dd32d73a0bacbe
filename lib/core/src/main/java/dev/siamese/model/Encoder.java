package dev.siamese.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.siamese.data.DataException;
import dev.siamese.data.Dataset;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.Weights;
import dev.siamese.tensor.internal.NoGrad;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * The shared network of a Siamese architecture with its preprocessing, distance and threshold:
 * everything that is needed to embed and compare samples.
 *
 * <p>Thread-safe; only training excludes other use. A thread that is interrupted while it waits for
 * that, or embeds many samples, throws {@code IllegalStateException}. Owns native memory: close it.
 */
public final class Encoder implements AutoCloseable {

  /** The names for {@link #fromPretrained}: {@code omniglot}, for handwritten characters. */
  public static final List<String> PRETRAINED = PretrainedEncoders.NAMES;

  private final DeviceNetwork network;
  private volatile EncoderCard card;

  private Encoder(EncoderCard card, DeviceNetwork network) {
    this.card = card;
    this.network = network;
  }

  /**
   * {@return an encoder with random weights}
   *
   * @param input the preprocessing, fitted to the training samples if it needs that
   * @param architecture the network's configuration, fitted likewise
   * @param device where the weights are and the network runs, see {@link Torch#device}
   * @param seed equal seeds give equal weights
   */
  public static Encoder create(
      Preprocessor input, Architecture architecture, Device device, Seed seed) {
    var card = EncoderCard.of(input, architecture);
    return new Encoder(card, new DeviceNetwork(card, device, new HeNormal(seed)));
  }

  /**
   * {@return the encoder in a file of this or an earlier version} It may name this library's
   * classes and those of the system property {@code dev.siamese.allowedClasses}: {@code com.*}.
   *
   * @param file to read
   * @param device where the weights are and the network runs
   * @throws DataException if it is no encoder, or a class is not allowed or not on the class path
   */
  public static Encoder load(Path file, Device device) {
    return of(EncoderFile.read(file), file.toString(), device);
  }

  /**
   * {@return a pretrained encoder of the library, or one from a file or folder}
   *
   * @param name one of {@link #PRETRAINED}; a file; or a folder or zip of sentence-transformers
   *     with BERT weights as safetensors, which needs {@code ai.djl.huggingface:tokenizers}
   * @param device where the weights are and the network runs
   * @throws DataException as {@link #load} does
   */
  public static Encoder fromPretrained(String name, Device device) {
    return of(PretrainedEncoders.read(name), name, device);
  }

  private static Encoder of(EncoderFile.Content content, String name, Device device) {
    try {
      return new Encoder(content.card(), DeviceNetwork.load(content, device));
    } catch (RuntimeException e) { // an absurd architecture fails in many ways
      throw new DataException("cannot read an encoder from " + name, e);
    }
  }

  /**
   * {@return an encoder of this network and another one behind it, with copies of both weights}
   *
   * @param head an encoder, without preprocessing, of embeddings of this one
   * @throws IllegalArgumentException if it has preprocessing, or takes embeddings of other length
   */
  public Encoder withHead(Encoder head) {
    var joined = WithHead.content(card, network, head.card, head.network);
    return of(joined, "two encoders", device());
  }

  /**
   * Writes everything into one file, which appears, or replaces an existing one, only when it is
   * complete.
   *
   * @param file to write
   * @throws DataException if it cannot be written
   */
  public void save(Path file) {
    EncoderFile.write(file, card, network.state(), false);
  }

  /**
   * Like {@link #save}, with weights rounded to 8 bits: about a quarter of the size. The embeddings
   * change slightly.
   *
   * @param file to write
   */
  public void saveQuantized(Path file) {
    EncoderFile.write(file, card, network.state(), true);
  }

  /**
   * Writes the network as an ONNX file for other programs, with a dynamic batch size. Its inputs
   * are the tensors that the network takes; an {@link ImageInput} is inverted in the file, too.
   *
   * @param file to write
   * @throws UnsupportedOperationException naming a layer that has no ONNX form
   * @throws DataException if it cannot be written
   */
  public void exportOnnx(Path file) {
    network.exportOnnx(file, card);
  }

  /**
   * Writes the weights as a safetensors file, as a PyTorch module of the same layers names them.
   *
   * @param file to write
   * @throws DataException if it cannot be written
   */
  public void exportWeights(Path file) {
    network.exportSafetensors(file);
  }

  /**
   * Sets the weights.
   *
   * @param file as {@link #exportWeights} writes it
   * @throws DataException if it is damaged or of another architecture; then no weight changes
   */
  public void loadWeights(Path file) {
    network.loadSafetensors(file);
  }

  /**
   * Runs the network on a prepared batch; for training loops. Where another thread may change the
   * weights, compute the gradients too within {@link Weights#withReadLock}.
   *
   * @param batch of preprocessed samples, on this encoder's device; see {@link Dataset#batch}
   * @param training whether to record gradients and to normalise by the batch's own statistics
   * @return (N, D), owned by the batch's manager
   * @throws IllegalArgumentException if its arrays have other shapes than the encoder takes
   */
  public NDArray forward(NDList batch, boolean training) {
    return network.read(() -> network.forward(batch, training));
  }

  /**
   * Embeds samples.
   *
   * @param raw not preprocessed
   * @param owner owns the result; may be on another device
   * @return (N, D), in the order of the samples
   * @throws IllegalArgumentException if the samples are of another type than the encoder's
   */
  public NDArray embed(Dataset raw, NDManager owner) {
    return embedPreprocessed(card.input().transform(raw), owner);
  }

  /**
   * {@return the embeddings of preprocessed samples: (N, D)}
   *
   * @param samples as {@link Preprocessor#transform} returns them
   * @param owner owns the result; may be on another device
   */
  public NDArray embedPreprocessed(Dataset samples, NDManager owner) {
    return network.read(() -> NoGrad.get(() -> network.embed(samples, owner)));
  }

  /**
   * {@return the outputs of the preprocessing and of every layer for one sample}
   *
   * @param raw one raw sample
   * @throws IllegalArgumentException if there is not exactly one sample
   */
  public List<LayerOutput> layerOutputs(Dataset raw) {
    return network.read(() -> NoGrad.get(() -> network.layerOutputs(card.input(), raw)));
  }

  /**
   * {@return the result of work, such as training, while other threads that use the encoder wait}
   *
   * @param <T> the type of the result
   * @param work to run
   */
  public <T> T withWriteLock(Supplier<T> work) {
    return network.write(work);
  }

  /** {@return the weights, for an optimiser} */
  public Weights weights() {
    return network.weights;
  }

  /** {@return the number of trainable parameters} */
  public long parameterCount() {
    return network.parameterCount;
  }

  /** {@return everything about the encoder except its weights} */
  public EncoderCard card() {
    return card;
  }

  /**
   * Replaces the card.
   *
   * @param card may have another distance, threshold, training classes or metadata
   * @throws IllegalArgumentException if input or architecture differ from the encoder's
   */
  public void setCard(EncoderCard card) {
    if (!card.input().equals(this.card.input())
        || !card.architecture().equals(this.card.architecture())) {
      throw new IllegalArgumentException(
          "the input and the architecture of an encoder's card cannot be changed: create another encoder");
    }
    this.card = card;
  }

  /** {@return the device of the weights} */
  public Device device() {
    return network.device();
  }

  @Override
  public void close() {
    network.close();
  }

  @Override
  public String toString() {
    return "%s on %s, %,d parameters"
        .formatted(card.architecture(), card.input(), parameterCount());
  }
}
