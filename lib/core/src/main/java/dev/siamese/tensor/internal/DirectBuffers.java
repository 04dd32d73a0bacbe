package dev.siamese.tensor.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Reusable direct memory for assembling batches: one buffer per thread.
 *
 * <p>A new buffer per batch would be freed only by Java's next garbage collection, which training
 * rarely causes: memory would grow by hundreds of megabytes in between.
 */
public final class DirectBuffers {

  private static final ThreadLocal<ByteBuffer> BUFFER =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(0));

  private DirectBuffers() {}

  /**
   * {@return a buffer of this many bytes in native order, with arbitrary content} It is valid until
   * the same thread calls this method again: an array that uses it must be copied and closed by
   * then.
   *
   * @param count the number of bytes
   */
  public static ByteBuffer get(int count) {
    if (BUFFER.get().capacity() < count) {
      BUFFER.set(ByteBuffer.allocateDirect(count));
    }
    return BUFFER.get().slice(0, count).order(ByteOrder.nativeOrder());
  }

  /**
   * Sequences of integers as one array, padded with zeros to the longest.
   *
   * @param manager owns the array, which is on its device
   * @param sequences of any lengths
   * @param leading the first dimensions, whose product is the number of sequences
   * @return 64-bit integers of shape {@code (leading…, T)}, T at least 1
   */
  public static NDArray padded(NDManager manager, List<int[]> sequences, long... leading) {
    int longest = sequences.stream().mapToInt(each -> each.length).reduce(1, Math::max);
    int size = Math.multiplyExact(sequences.size(), longest);
    var bytes = get(Math.multiplyExact(Long.BYTES, size));
    var longs = bytes.asLongBuffer();
    for (var sequence : sequences) {
      for (int t = 0; t < longest; t++) {
        longs.put(t < sequence.length ? sequence[t] : 0);
      }
    }
    var shape = new Shape(leading).add(longest);
    try (var raw = Tensors.create(manager, bytes, shape, DataType.INT64)) {
      return raw.duplicate();
    }
  }
}
