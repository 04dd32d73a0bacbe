package dev.siamese.tensor.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Numbers as 0-dimensional arrays in host memory, which every device accepts as the second operand
 * of {@code add, sub, mul, div, maximum, minimum} and of comparisons.
 *
 * <p>In a loss or a network write {@code x.mul(Scalar.constant(2))}, not {@code x.mul(2)}. DJL
 * creates an array of that 2 in every call, on a GPU waits for its copy to the device, and frees
 * its memory at once, although the backward pass of {@code mul}, {@code div}, {@code maximum} and
 * {@code minimum} reads it: a garbage collection in between silently makes the gradients wrong.
 */
public final class Scalar {

  private static final int MAX_CACHED = 4096;
  private static final Map<Number, NDArray> CACHE = new ConcurrentHashMap<>();

  private Scalar() {}

  /**
   * A number that does not change, such as a margin. The array is created once and shared: do not
   * modify, close or store it.
   *
   * <p>At most 4096 numbers are cached; the innermost open NDScope closes further ones.
   *
   * @param value its type is that of the array: {@code float32} for 1.5f, {@code float64} for 1.5,
   *     {@code int32} for 1
   * @return a 0-dimensional array
   */
  public static NDArray constant(Number value) {
    var cached = CACHE.get(value);
    if (cached != null) {
      return cached;
    }
    return CACHE.size() < MAX_CACHED
        ? CACHE.computeIfAbsent(value, Scalar::unscoped)
        : Tensors.HOST.create(value);
  }

  private static NDArray unscoped(Number value) {
    var array = Tensors.HOST.create(value);
    NDScope.unregister(array); // outlives the step in which it is created
    return array;
  }

  /**
   * A number that changes, such as a learning rate.
   *
   * @param owner closes the array, if the innermost open NDScope does not close it earlier
   * @param value its type is that of the array, as in {@link #constant}
   * @return a 0-dimensional array
   */
  public static NDArray temporary(NDManager owner, Number value) {
    var array = Tensors.HOST.create(value);
    array.attach(owner);
    return array;
  }
}
