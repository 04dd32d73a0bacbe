package dev.siamese.tensor.internal;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import dev.siamese.tensor.Torch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tensor operations that DJL lacks, with gradients, on any device: type conversion, attention,
 * embedding bags and sorted search. The others are in {@link DistanceOps}, {@link ImageOps}, {@link
 * LinalgOps} and {@link MaskedOps}.
 *
 * <p>All of them are methods of one TorchScript module, {@code operations.py}, which is compiled
 * once per device.
 */
public final class TorchOps {

  private static final Map<Device, TorchScript> MODULES = new ConcurrentHashMap<>();

  private TorchOps() {}

  /**
   * Converts to bfloat16, which has the range of 32-bit floats and 8 significant bits. For use
   * inside networks: DJL itself can neither read nor convert such arrays.
   *
   * @param x 32-bit floats of any shape
   * @return an array of the same shape
   */
  public static NDArray toBfloat16(NDArray x) {
    return call("to_bfloat16", x);
  }

  /**
   * Converts to 32-bit floats.
   *
   * @param x an array of any shape and type
   * @return an array of the same shape
   */
  public static NDArray toFloat32(NDArray x) {
    return call("to_float32", x);
  }

  /**
   * Scaled dot-product attention (Vaswani et al. 2017), softmax(query keyᵀ / √d) value, separately
   * for every head, without the matrix of all weights in memory.
   *
   * @param query (N, heads, T, d)
   * @param key (N, heads, S, d)
   * @param value (N, heads, S, d)
   * @param mask (N, 1, 1, S) booleans: true for the keys that take part, at least one
   * @return (N, heads, T, d)
   */
  public static NDArray scaledDotProductAttention(
      NDArray query, NDArray key, NDArray value, NDArray mask) {
    return call("scaled_dot_product_attention", query, key, value, mask);
  }

  /**
   * The sums of the embeddings of bags of indices, without an array of all embeddings.
   *
   * @param indices (N, B, T) 64-bit integers, rows of the table; 0 is padding
   * @param table (R, D)
   * @return (N, B, D); zeros for an empty bag
   */
  public static NDArray embeddingBag(NDArray indices, NDArray table) {
    return call("embedding_bag", indices, table);
  }

  /**
   * For every bound, the index of the first value of the row that is greater, or the row's length
   * if there is none.
   *
   * @param rows (N, M), each ascending
   * @param bounds (N, K)
   * @return (N, K) 64-bit integers
   */
  public static NDArray searchSorted(NDArray rows, NDArray bounds) {
    return call("search_sorted", rows, bounds);
  }

  /** A copy of a host array on a manager's device, owned by that manager. */
  static NDArray upload(NDArray host, NDManager manager) {
    return upload("upload", host, manager);
  }

  /** The same for a GPU, through pinned memory, from which it copies asynchronously. */
  static NDArray uploadPinned(NDArray host, NDManager manager) {
    return upload("upload_pinned", host, manager);
  }

  private static NDArray upload(String method, NDArray host, NDManager manager) {
    var module = module(manager.getDevice());
    var copy = module.call(method, host, module.deviceTag());
    copy.attach(manager);
    return copy;
  }

  /** Calls a method of the module on the device of its first argument. */
  static NDArray call(String method, NDArray... arguments) {
    return module(arguments[0].getDevice()).call(method, arguments);
  }

  private static TorchScript module(Device device) {
    return MODULES.computeIfAbsent(device, TorchOps::compile);
  }

  private static TorchScript compile(Device device) {
    try (var source = TorchOps.class.getResourceAsStream("operations.py")) {
      var text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
      var manager = (PtNDManager) Torch.manager(device);
      return TorchScript.compile(manager, "Operations", text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read operations.py from the class path", e);
    }
  }
}
