package dev.siamese.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * 8-bit quantization in blocks of 64 values. A block is the step size as a little-endian 32-bit
 * float, 1/63 of the largest absolute value, followed by one byte per value: the rounded multiple
 * of the step.
 */
final class BlockQuantizer {

  private static final int BLOCK = 64;
  private static final int STEPS = 63; // 127 would fit into a byte, but 63 makes the ZIP smaller

  private BlockQuantizer() {}

  static byte[] quantize(float[] values) {
    int blocks = (values.length + BLOCK - 1) / BLOCK;
    var packed = ByteBuffer.allocate(4 * blocks + values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int start = 0; start < values.length; start += BLOCK) {
      int end = Math.min(values.length, start + BLOCK);
      float largest = 0;
      for (int i = start; i < end; i++) {
        largest = Math.max(largest, Math.abs(values[i]));
      }
      float step = largest / STEPS;
      packed.putFloat(step);
      for (int i = start; i < end; i++) {
        packed.put((byte) (step == 0 ? 0 : Math.round(values[i] / step)));
      }
    }
    return packed.array();
  }

  static float[] dequantize(byte[] bytes) {
    int blocks = (bytes.length + BLOCK + 3) / (BLOCK + 4);
    var values = new float[bytes.length - 4 * blocks];
    var packed = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int start = 0; start < values.length; start += BLOCK) {
      float step = packed.getFloat();
      for (int i = start; i < Math.min(values.length, start + BLOCK); i++) {
        values[i] = step * packed.get();
      }
    }
    return values;
  }
}
