package dev.siamese.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Native memory in which batches are put together, one buffer for each thread, used again and
 * again. A new one for every batch would be freed only when Java next collects its own garbage, of
 * which training makes little: memory would grow by hundreds of megabytes in between.
 */
final class DirectBuffers {

  private static final ThreadLocal<ByteBuffer> BUFFER =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(0));

  private DirectBuffers() {}

  /**
   * So many bytes in native order, whose content is left over from before. They belong to the
   * caller until the same thread asks again: an array over them must be copied and closed by then.
   */
  static ByteBuffer get(int count) {
    if (BUFFER.get().capacity() < count) {
      BUFFER.set(ByteBuffer.allocateDirect(count));
    }
    return BUFFER.get().slice(0, count).order(ByteOrder.nativeOrder());
  }
}
