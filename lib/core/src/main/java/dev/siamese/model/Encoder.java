package dev.siamese.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import dev.siamese.data.Dataset;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.Weights;
import dev.siamese.tensor.internal.Tensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The shared network of a Siamese architecture, with all that it needs to be used: every input goes
 * through these same weights, whichever twin it stands for.
 *
 * <p>Owns native memory: close it.
 */
public final class Encoder implements AutoCloseable {

  /**
   * The trained encoders that come with the library: {@code omniglot} tells handwritten characters
   * apart. Their cards say how they were trained and how good they are.
   */
  public static final List<String> PRETRAINED = List.of("omniglot");

  private static final int EMBED_BATCH = 256;

  private final NDManager manager;
  private final Block network;
  private final Weights weights;
  private final ParameterStore store;
  private final ReadWriteLock uses = new ReentrantReadWriteLock();
  private EncoderCard card;

  private Encoder(EncoderCard card, Device device, Seed seed) {
    this.card = card;
    manager = Torch.manager(device);
    network = card.architecture().build();
    network.setInitializer(new HeNormal(seed), Parameter.Type.WEIGHT);
    network.initialize(manager, DataType.FLOAT32, card.input().shapes(1).toArray(Shape[]::new));
    weights = new Weights(network, manager);
    store = new ParameterStore(manager, false);
  }

  /**
   * A new encoder with random weights.
   *
   * @param seed equal seeds give equal weights
   */
  public static Encoder create(
      Preprocessor input, Architecture architecture, Device device, Seed seed) {
    return new Encoder(EncoderCard.of(input, architecture), device, seed);
  }

  /**
   * Reads an encoder that {@link #save} wrote.
   *
   * @throws EncoderFileException if the file is no encoder or names a class that is not there
   */
  public static Encoder load(Path file, Device device) {
    return of(EncoderFile.read(file), device);
  }

  /**
   * A trained encoder that comes with the library, or one's own.
   *
   * @param name one of {@link #PRETRAINED}, or the path of a file
   * @throws EncoderFileException as {@link #load} does
   */
  public static Encoder fromPretrained(String name, Device device) {
    if (!PRETRAINED.contains(name)) {
      var file = Path.of(name);
      if (!Files.exists(file)) {
        throw new EncoderFileException(
            "there is no encoder \"%s\": name a file, or one of %s"
                .formatted(name, String.join(", ", PRETRAINED)),
            null);
      }
      return load(file, device);
    }
    try (var stream = Encoder.class.getResourceAsStream("pretrained/" + name + ".zip")) {
      return of(EncoderFile.read(stream, name), device);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Encoder of(EncoderFile.Content saved, Device device) {
    var encoder = new Encoder(saved.card(), device, new Seed(0));
    encoder.weights.loadState(saved.weights());
    return encoder;
  }

  /** Writes everything into one file, which appears only once it is complete. */
  public void save(Path file) {
    EncoderFile.write(file, card, snapshot(), false);
  }

  /**
   * Writes a file of a quarter of that size, to be shipped: each weight is rounded to one of 127
   * steps, so that embeddings change a little. Examine what was read from it.
   */
  public void saveQuantized(Path file) {
    EncoderFile.write(file, card, snapshot(), true);
  }

  private Weights.State snapshot() {
    return during(uses.readLock(), weights::state);
  }

  /**
   * Runs the network on a prepared batch.
   *
   * @param batch on this encoder's device, as {@link Preprocessor#transform} and {@link
   *     Dataset#batch} make it
   * @param training whether gradients are wanted and batch normalisation uses this batch's
   *     statistics
   * @return (N, D)
   */
  public NDArray forward(NDList batch, boolean training) {
    return network.forward(store, batch, training).singletonOrThrow();
  }

  /**
   * Embeds samples just as they were read.
   *
   * @param owner gets the result; may be of another device
   * @return (N, D), in the order of the samples
   */
  public NDArray embed(Dataset raw, NDManager owner) {
    return embedPreprocessed(card.input().transform(raw), owner);
  }

  /** Embeds samples that {@link Preprocessor#transform} has made ready: (N, D). */
  public NDArray embedPreprocessed(Dataset prepared, NDManager owner) {
    return during(uses.readLock(), () -> embedded(prepared, owner));
  }

  private NDArray embedded(Dataset prepared, NDManager owner) {
    boolean gradients = JniUtils.isGradMode();
    JniUtils.setGradMode(false); // per thread, and a notebook changes threads
    try (var scope = new NDScope();
        var parts = new NDList()) {
      for (int start = 0; start < prepared.size(); start += EMBED_BATCH) {
        var rows = IntStream.range(start, Math.min(prepared.size(), start + EMBED_BATCH)).toArray();
        try (var batchScope = new NDScope()) {
          var embedded = forward(prepared.batch(manager, rows), false);
          NDScope.unregister(embedded);
          parts.add(embedded);
          batchScope.suppressNotUsedWarning();
        }
      }
      var all = Tensors.moveTo(NDArrays.concat(parts), owner);
      scope.suppressNotUsedWarning();
      return all;
    } finally {
      JniUtils.setGradMode(gradients);
    }
  }

  /**
   * The network layer by layer, from the input to the embedding, with what each layer makes of one
   * sample.
   *
   * @param raw one sample just as it was read
   * @throws IllegalArgumentException if there is not exactly one
   */
  public List<LayerOutput> layerOutputs(Dataset raw) {
    if (raw.size() != 1) {
      throw new IllegalArgumentException(
          "the layers are shown for one sample, not %d: select one".formatted(raw.size()));
    }
    return during(uses.readLock(), () -> traced(raw));
  }

  private List<LayerOutput> traced(Dataset raw) {
    boolean gradients = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return LayerTracer.trace(
          network, store, card.input().transform(raw).batch(manager, new int[] {0}));
    } finally {
      JniUtils.setGradMode(gradients);
    }
  }

  /**
   * Does something, such as training, during which no other thread can embed with this encoder,
   * save or close it: they wait. A notebook runs the next cell before an interrupted one has ended.
   */
  public <T> T withWriteLock(Supplier<T> work) {
    return during(uses.writeLock(), work);
  }

  private static <T> T during(Lock lock, Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** The weights, for an optimiser. */
  public Weights weights() {
    return weights;
  }

  /** The number of trainable weights. */
  public long parameterCount() {
    return weights.values().size();
  }

  /** What the encoder says of itself. */
  public EncoderCard card() {
    return card;
  }

  /** Adds to what the encoder says of itself; input and architecture stay. */
  public void setCard(EncoderCard card) {
    if (!card.input().equals(this.card.input())
        || !card.architecture().equals(this.card.architecture())) {
      throw new IllegalArgumentException("a card must keep its encoder's input and architecture");
    }
    this.card = card;
  }

  /** The manager of the weights' memory and device. */
  public NDManager manager() {
    return manager;
  }

  @Override
  public void close() {
    withWriteLock(
        () -> {
          manager.close();
          return null;
        });
  }

  @Override
  public String toString() {
    return "%s of %s, %,d weights".formatted(card.architecture(), card.input(), parameterCount());
  }

  /** Normal with variance 2 / fan-in (He et al. 2015), drawn from the library's own generator. */
  private static final class HeNormal implements Initializer {

    private final Seed seed;
    private int count;

    HeNormal(Seed seed) {
      this.seed = seed;
    }

    @Override
    public NDArray initialize(NDManager owner, Shape shape, DataType type) {
      var random = seed.derive(count++).generator();
      double deviation = Math.sqrt(2.0 * shape.get(0) / shape.size());
      var values = new float[(int) shape.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (deviation * random.nextGaussian());
      }
      return owner.create(values, shape);
    }
  }
}
