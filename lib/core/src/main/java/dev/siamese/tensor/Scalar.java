package dev.siamese.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Numbers as arrays of no dimension in the host's memory, which every device takes as the second
 * operand of {@code add, sub, mul, div, maximum, minimum} and of comparisons.
 *
 * <p>Where a number meets an array in a loss or a network, write {@code x.mul(Scalar.of(2))} and
 * not {@code x.mul(2)}. DJL makes an array of that 2 in every call, on a GPU waits for the device
 * to copy it there, and frees its memory at once, although {@code mul}, {@code div}, {@code
 * maximum} and {@code minimum} look at it again when gradients are computed: a garbage collection
 * in between makes those gradients wrong, without a word.
 */
public final class Scalar {

  /** Owns what comes from the host's memory, until it is on a device. */
  public static final NDManager HOST = Torch.manager(Device.cpu());

  private static final Map<Number, NDArray> CACHE = new ConcurrentHashMap<>();

  private Scalar() {}

  /**
   * A number that stays what it is, such as a margin: made once, kept for good, not to be changed.
   *
   * @param value its type is that of the array, as in DJL's own calls: a double for 1.5, an int for
   *     1
   */
  public static NDArray constant(Number value) {
    return CACHE.computeIfAbsent(value, Scalar::cached);
  }

  private static NDArray cached(Number value) {
    var array = HOST.create(value);
    NDScope.unregister(array); // it outlives the step in which it is first needed
    return array;
  }

  /** A number of this moment, such as a learning rate: the innermost open NDScope closes it. */
  public static NDArray temporary(Number value) {
    return HOST.create(value);
  }
}
