package dev.siamese.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.DataException;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.data.Sequences;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Fingerprint;
import dev.siamese.tensor.internal.NoGrad;
import dev.siamese.tensor.internal.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A preprocessing followed by a network from a file, which is not trained: {@code (N, 1,
 * dimensions)}, and ones {@code (N)}. See {@link Preprocessor#withBackbone}.
 *
 * @param input the preprocessing that the network takes
 * @param mean subtracted from each channel of an image; empty for 0
 * @param std by which each channel is divided then; empty for 1
 * @param file the absolute path of the network
 * @param sha256 of the file, in hexadecimal
 * @param dimensions of the network's output
 */
record BackboneInput(
    Preprocessor input,
    List<Float> mean,
    List<Float> std,
    String file,
    String sha256,
    int dimensions)
    implements Preprocessor {

  private static final int BATCH = 32;

  BackboneInput {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    Checks.requirePositive("dimensions", dimensions);
    if (mean.size() != std.size() || std.stream().anyMatch(each -> !(each > 0))) {
      throw new IllegalArgumentException(
          "mean and std must be of one length, and std above 0: %s, %s".formatted(mean, std));
    }
  }

  /**
   * Runs the network once to find the dimensions of its output.
   *
   * @throws DataException if there is no such file, or it is no such network
   */
  static BackboneInput of(Preprocessor input, List<Float> mean, List<Float> std, Path network) {
    var file = network.toAbsolutePath().normalize();
    var hash = sha256(file);
    var backbone = BackboneNetwork.load(hash, () -> file);
    int size =
        NoGrad.get(
            () -> {
              try (var manager = Torch.manager(Device.cpu())) {
                return backbone.run(zeros(input, manager))[0].length;
              }
            });
    return new BackboneInput(input, mean, std, file.toString(), hash, size);
  }

  /** A sample of zeros: tokens and lengths are integers. */
  private static NDList zeros(Preprocessor input, NDManager manager) {
    boolean isText = input instanceof TextInput || input instanceof SubwordInput;
    var zeros = new NDList();
    for (var shape : input.shapes(1)) {
      boolean isWhole = isText || shape.dimension() == 1;
      zeros.add(manager.zeros(shape, isWhole ? DataType.INT64 : DataType.FLOAT32));
    }
    return zeros;
  }

  /** Without networks from files, which the statistics of images do not need. */
  static Preprocessor withoutNetwork(Preprocessor input) {
    return input instanceof BackboneInput backbone ? backbone.input : input;
  }

  /**
   * The file of the network: the one that the encoder was made with, or another of that name in the
   * working directory.
   *
   * @throws DataException if there is none with this content
   */
  Path requireFile() {
    var wanted = Path.of(file);
    var here = Path.of("").toAbsolutePath().resolve(wanted.getFileName());
    for (var path : List.of(wanted, here)) {
      if (Files.isRegularFile(path) && sha256(path).equals(sha256)) {
        return path;
      }
    }
    throw new DataException(
        "the encoder needs the network %s with the SHA-256 %s: copy it there, or into the working directory"
            .formatted(file, sha256));
  }

  @Override
  public BackboneInput fit(Dataset train) {
    return new BackboneInput(input.fit(train), mean, std, file, sha256, dimensions);
  }

  @Override
  public Images resize(Images images) {
    return input.resize(images);
  }

  @Override
  public Sequences transform(Dataset raw) {
    var backbone = BackboneNetwork.load(sha256, this::requireFile);
    var rows = new ArrayList<float[]>();
    for (int start = 0; start < raw.size(); start += BATCH) {
      int end = Math.min(raw.size(), start + BATCH);
      var prepared = input.transform(raw.select(IntStream.range(start, end).toArray()));
      rows.addAll(List.of(NoGrad.get(() -> features(backbone, prepared))));
    }
    return new Sequences(dimensions, rows.toArray(float[][]::new), raw.targets());
  }

  private float[][] features(BackboneNetwork backbone, Dataset prepared) {
    try (var manager = Torch.manager(Device.cpu())) {
      var rows = IntStream.range(0, prepared.size()).toArray();
      var batch = prepared.batch(manager, rows);
      if (!mean.isEmpty()) {
        batch.set(0, standardized(batch.get(0)));
      }
      var features = backbone.run(batch);
      if (features[0].length != dimensions) {
        throw new IllegalArgumentException(
            "the output of %s has %d values, not %d"
                .formatted(file, features[0].length, dimensions));
      }
      return features;
    }
  }

  private NDArray standardized(NDArray images) {
    var manager = images.getManager();
    var shape = new Shape(1, mean.size(), 1, 1);
    return images
        .sub(Tensors.create(manager, array(mean), shape))
        .div(Tensors.create(manager, array(std), shape));
  }

  private static float[] array(List<Float> values) {
    var array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }

  @Override
  public List<Shape> shapes(int n) {
    return List.of(new Shape(n, 1, dimensions), new Shape(n));
  }

  private static String sha256(Path file) {
    try {
      return Fingerprint.of(file);
    } catch (IOException e) {
      throw new DataException("cannot read the network " + file, e);
    }
  }
}
