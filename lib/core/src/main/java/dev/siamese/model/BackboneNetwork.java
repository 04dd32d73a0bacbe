package dev.siamese.model;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDList;
import ai.djl.training.ParameterStore;
import dev.siamese.data.DataException;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A network from a file that only embeds, cached by content for the life of the JVM, since a {@link
 * Preprocessor} is a value without a lifecycle. Safe for use by any number of threads.
 */
interface BackboneNetwork {

  /** By SHA-256. */
  Map<String, BackboneNetwork> CACHE = new ConcurrentHashMap<>();

  /**
   * Embeds a batch.
   *
   * @param batch on the CPU
   * @return (N, D)
   */
  float[][] run(NDList batch);

  /**
   * The network in a file: ONNX if its name ends in {@code .onnx}, else TorchScript.
   *
   * @param file looked for only if the network is not cached
   * @throws DataException if it cannot be read
   */
  static BackboneNetwork load(String sha256, Supplier<Path> file) {
    return CACHE.computeIfAbsent(sha256, key -> read(file.get()));
  }

  private static BackboneNetwork read(Path file) {
    return isOnnx(file) ? onnx(file) : torchScript(file);
  }

  private static boolean isOnnx(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
  }

  private static BackboneNetwork onnx(Path file) {
    try {
      return OnnxNetwork.read(file);
    } catch (LinkageError e) {
      throw new DataException(
          "ONNX networks need com.microsoft.onnxruntime:onnxruntime: add it to the class path, which jbang/run does if SIAMESE_ONNX=yes is set",
          e);
    }
  }

  private static BackboneNetwork torchScript(Path file) {
    var device = Torch.device("auto");
    var model = Model.newInstance(file.getFileName().toString(), device, "PyTorch");
    try (var stream = Files.newInputStream(file)) {
      model.load(stream);
    } catch (IOException
        | MalformedModelException
        | EngineException
        | UnsupportedOperationException e) {
      model.close();
      throw new DataException(
          "%s is no TorchScript network; the name of an ONNX network must end in .onnx"
              .formatted(file),
          e);
    }
    return batch -> { // keeps the model, which its finalizer would close
      var shape = batch.get(0).getShape(); // before the arrays move
      try (var manager = Torch.manager(device)) {
        var inputs = new NDList();
        for (var array : batch) {
          inputs.add(Tensors.moveTo(array, manager));
        }
        var output = model.getBlock().forward(new ParameterStore(manager, false), inputs, false);
        return Tensors.toRows(output.get(0));
      } catch (EngineException e) {
        throw new DataException(
            "the network %s cannot embed arrays of shape %s".formatted(file, shape), e);
      }
    };
  }
}
