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

/** The tensor operations that DJL lacks, gradients included, on any device. */
public final class TorchOps {

  /**
   * What {@link #maskedMin} gives where there is nothing, and the negative of what {@link
   * #maskedMax} and {@link #maskedLogSumExp} give: beyond any distance, yet a number that 0 times
   * gives 0.
   */
  public static final float MASKED = 1e30f;

  private static final Map<Device, TorchScript> MODULES = new ConcurrentHashMap<>();

  private TorchOps() {}

  /**
   * Maps every image through its own affine transform, read by cubic convolution (Keys 1981), which
   * keeps thin strokes sharp where linear interpolation blurs them; what comes from outside is 0.
   *
   * @param images (N, C, H, W)
   * @param theta (N, 2, 3): output coordinates in [−1, 1] to input coordinates
   * @return (N, C, H, W)
   */
  public static NDArray affine(NDArray images, NDArray theta) {
    return on(images).call("affine", images, theta);
  }

  /**
   * Moves every pixel of every image by a shift of its own, given at the points of a coarse grid
   * and bicubic between them; read as {@link #affine} does.
   *
   * @param images (N, C, H, W)
   * @param shifts (N, 2, g, g): from each output to its input place, x before y, the image being 2
   *     wide and 2 high
   * @return (N, C, H, W)
   */
  public static NDArray warp(NDArray images, NDArray shifts) {
    return on(images).call("displace", images, shifts);
  }

  /**
   * Moves every pixel towards the greatest or least one of the 3×3 around it.
   *
   * @param images (N, C, H, W)
   * @param parts (N, 1, 1, 1): of the way to the greatest if above 0, to the least if below
   * @return (N, C, H, W)
   */
  public static NDArray dilateOrErode(NDArray images, NDArray parts) {
    return on(images).call("widen", images, parts);
  }

  /**
   * All Euclidean distances between two sets of vectors; the gradient at distance 0 is 0.
   *
   * <p>On a CPU they come from one matrix product in double precision, in which the cancellation of
   * the quadratic form stays below what single precision can tell; vectors less than 2⁻²² of their
   * length apart count as equal. Elsewhere, and where there are few, from their differences.
   *
   * @param a (…, N, D)
   * @param b (…, M, D)
   * @return (…, N, M)
   */
  public static NDArray cdistL2(NDArray a, NDArray b) {
    boolean product = !a.getDevice().isGpu() && b.getShape().get(b.getShape().dimension() - 2) > 8;
    return on(a).call(product ? "euclidean_by_product" : "euclidean", a, b);
  }

  /**
   * All Manhattan distances between two sets of vectors; the gradient at distance 0 is 0.
   *
   * @param a (N, D)
   * @param b (M, D)
   * @return (N, M)
   */
  public static NDArray cdistL1(NDArray a, NDArray b) {
    return on(a).call("manhattan", a, b);
  }

  /**
   * Puts other values in some places of a batch; what was there, even NaN, leaves no trace.
   *
   * @param batch any shape
   * @param places booleans of a shape that broadcasts to the batch's: true where to replace
   * @param values what to put there, of a shape that broadcasts to the batch's
   * @return the shape of the batch
   */
  public static NDArray replaceWhere(NDArray batch, NDArray places, NDArray values) {
    return on(batch).call("replace", batch, places, values);
  }

  /**
   * Reads every signal at other places in time, linearly between two steps; before the first and
   * after the last step the signal stays as it is there.
   *
   * @param signals (N, …, T)
   * @param places (N, T): where each output step is read, from −1 at the first input step to 1 at
   *     the last
   * @return (N, …, T)
   */
  public static NDArray gridSample1d(NDArray signals, NDArray places) {
    return on(signals).call("resample", signals, places);
  }

  /**
   * The singular values of a matrix, descending; no gradient is to be asked of them.
   *
   * @param matrix (N, D)
   * @return (min(N, D))
   */
  public static NDArray svdvals(NDArray matrix) {
    return on(matrix).call("singularValues", matrix);
  }

  /**
   * The right singular vectors of a matrix, one in each row, in the order of its singular values:
   * of centred rows, the principal axes, along the first of which they are spread most. No gradient
   * is to be asked of them, and an axis may as well point the other way.
   *
   * @param matrix (N, D)
   * @return (min(N, D), D)
   */
  public static NDArray rightSingularVectors(NDArray matrix) {
    return on(matrix).call("singularVectors", matrix);
  }

  /**
   * About the nearest matrix whose rows are orthogonal and of length 1: the singular vectors of the
   * matrix stay, and the singular values above a hundredth or so of its norm come to lie between
   * 0.7 and 1.2, by five steps of a Newton-Schulz iteration (Jordan et al. 2024). Computed in the
   * type of the matrix, for which bfloat16 is good enough.
   *
   * @param matrix (N, D), N at most D
   * @return (N, D)
   */
  public static NDArray newtonSchulz(NDArray matrix) {
    return on(matrix).call("orthogonal", matrix);
  }

  /**
   * Scaled dot-product attention (Vaswani et al. 2017), softmax(query keyᵀ / √d) value, for every
   * head by itself, without the matrix of all weights in memory.
   *
   * @param query (N, heads, T, d)
   * @param key (N, heads, S, d)
   * @param value (N, heads, S, d)
   * @param real (N, 1, 1, S) boolean: which of the S keys may be looked at, at least one
   * @return (N, heads, T, d)
   */
  public static NDArray scaledDotProductAttention(
      NDArray query, NDArray key, NDArray value, NDArray real) {
    return on(query).call("attention", query, key, value, real);
  }

  /**
   * All Minkowski distances between two sets of vectors, each scaled by its largest difference so
   * that no power overflows; the gradient at distance 0 is 0. Needs memory for (N, M, D).
   *
   * @param a (…, N, D)
   * @param b (…, M, D)
   * @param p the power, at least 1, a scalar on the same device
   * @return (…, N, M)
   */
  public static NDArray cdistLp(NDArray a, NDArray b, NDArray p) {
    return on(a).call("minkowski", a, b, p);
  }

  /**
   * All sums of absolute differences between two sets of vectors, each dimension with a weight of
   * its own: Σ w|a − b|; the gradient at a = b is 0, and that of a weight of exactly 0. Dimensions
   * with weights above 0 and those below are measured apart, which needs no memory beyond the
   * result.
   *
   * @param a (…, N, D)
   * @param b (…, M, D)
   * @param weights (D)
   * @return (…, N, M)
   */
  public static NDArray cdistWeightedL1(NDArray a, NDArray b, NDArray weights) {
    return on(a).call("weighted_manhattan", a, b, weights);
  }

  /**
   * The sums of the vectors that bags of numbers stand for, without an array of all vectors.
   *
   * @param numbers (N, B, T) 64-bit integers, rows of the table; 0 stands for nothing
   * @param table (R, D)
   * @return (N, B, D); a bag of nothing is all zeros
   */
  public static NDArray embeddingBag(NDArray numbers, NDArray table) {
    return on(numbers).call("bags", numbers, table);
  }

  /**
   * The logarithm of Σ exp(x) over the chosen entries of each row, without overflow; −{@link
   * #MASKED} where none is chosen, whose hinge and softplus are 0 with gradient 0.
   *
   * @param x (…, N), finite
   * @param mask 0 where an entry is left out: as x
   * @return (…)
   */
  public static NDArray maskedLogSumExp(NDArray x, NDArray mask) {
    return on(x).call("log_sum_exp", x, mask);
  }

  /**
   * The smallest of the chosen entries of each row, {@link #MASKED} where none is chosen; equal
   * ones share the gradient.
   *
   * @param x (…, N)
   * @param mask 0 where an entry is left out: as x
   * @return (…, 1)
   */
  public static NDArray maskedMin(NDArray x, NDArray mask) {
    return on(x).call("smallest", x, mask);
  }

  /**
   * The largest of the chosen entries of each row, −{@link #MASKED} where none is chosen; equal
   * ones share the gradient.
   *
   * @param x (…, N)
   * @param mask 0 where an entry is left out: as x
   * @return (…, 1)
   */
  public static NDArray maskedMax(NDArray x, NDArray mask) {
    return on(x).call("largest", x, mask);
  }

  /**
   * The same numbers in bfloat16: the range of 32-bit floats with 8 significant bits, for networks
   * only; DJL itself can neither read nor convert such arrays.
   */
  public static NDArray toBfloat16(NDArray x) {
    return on(x).call("bfloat16", x);
  }

  /** The same numbers as 32-bit floats. */
  public static NDArray toFloat32(NDArray x) {
    return on(x).call("float32", x);
  }

  /**
   * Convolution over images that are padded with zeros so that they keep their size, computed in
   * the type of the images, channels last.
   *
   * @param images (N, C, H, W)
   * @param kernels (filters, height, width, C), height and width odd
   * @return (N, filters, H, W)
   */
  public static NDArray conv2dSame(NDArray images, NDArray kernels) {
    return on(images).call("convolve_same", images, kernels);
  }

  /**
   * Convolution over images as they are, computed in the type of the images, channels last.
   *
   * @param images (N, C, H, W)
   * @param kernels (filters, height, width, C)
   * @param bias (filters)
   * @return (N, filters, H − height + 1, W − width + 1)
   */
  public static NDArray conv2dValid(NDArray images, NDArray kernels, NDArray bias) {
    return on(images).call("convolve_valid", images, kernels, bias);
  }

  /** A copy of an array of the host on the device of a manager, which gets it. */
  static NDArray upload(NDArray host, NDManager manager) {
    return upload("upload", host, manager);
  }

  /** The same for a GPU, which fetches by itself only from memory that cannot be swapped out. */
  static NDArray uploadPinned(NDArray host, NDManager manager) {
    return upload("upload_pinned", host, manager);
  }

  private static NDArray upload(String method, NDArray host, NDManager manager) {
    var module = on(manager.getDevice());
    var copy = module.call(method, host, module.deviceTag());
    copy.attach(manager);
    return copy;
  }

  /**
   * Of each row, for every bound the place of its first number above that bound, or the row's
   * length where none is.
   *
   * @param rows (N, M), each ascending
   * @param bounds (N, K)
   * @return (N, K), integers of 64 bits
   */
  public static NDArray searchSorted(NDArray rows, NDArray bounds) {
    return on(rows).call("first_above", rows, bounds);
  }

  private static TorchScript on(NDArray array) {
    return on(array.getDevice());
  }

  private static TorchScript on(Device device) {
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
