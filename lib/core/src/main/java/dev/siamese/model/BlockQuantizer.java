package dev.siamese.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Numbers in a quarter of their size: of every 64 the largest is 63 steps, little-endian as a
 * 32-bit float, and each is so many steps, rounded, as one byte.
 */
final class BlockQuantizer {

  private static final int BLOCK = 64;
  private static final int STEPS = 63; // a byte has room for 127, but these make the zip smaller

  private BlockQuantizer() {}

  static byte[] quantize(float[] numbers) {
    int blocks = (numbers.length + BLOCK - 1) / BLOCK;
    var packed = ByteBuffer.allocate(4 * blocks + numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int start = 0; start < numbers.length; start += BLOCK) {
      int end = Math.min(numbers.length, start + BLOCK);
      float largest = 0;
      for (int i = start; i < end; i++) {
        largest = Math.max(largest, Math.abs(numbers[i]));
      }
      float step = largest / STEPS;
      packed.putFloat(step);
      for (int i = start; i < end; i++) {
        packed.put((byte) (step == 0 ? 0 : Math.round(numbers[i] / step)));
      }
    }
    return packed.array();
  }

  static float[] dequantize(byte[] bytes) {
    int blocks = (bytes.length + BLOCK + 3) / (BLOCK + 4);
    var numbers = new float[bytes.length - 4 * blocks];
    var packed = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int start = 0; start < numbers.length; start += BLOCK) {
      float step = packed.getFloat();
      for (int i = start; i < Math.min(numbers.length, start + BLOCK); i++) {
        numbers[i] = step * packed.get();
      }
    }
    return numbers;
  }
}
