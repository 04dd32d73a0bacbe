package dev.siamese.tensor.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** 32-bit floats as little-endian bytes, as the library's files hold them. */
public final class FloatBytes {

  private FloatBytes() {}

  /**
   * Four bytes per value.
   *
   * @param values the values to encode
   * @return the bytes
   */
  public static byte[] encode(float[] values) {
    var buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return buffer.array();
  }

  /**
   * The inverse of {@link #encode}.
   *
   * @param bytes four for each value
   * @return the values
   * @throws IOException if the number of bytes is not a multiple of 4
   */
  public static float[] decode(byte[] bytes) throws IOException {
    if (bytes.length % 4 != 0) {
      throw new IOException(
          "an array of 32-bit floats cannot have %d bytes".formatted(bytes.length));
    }
    var values = new float[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
