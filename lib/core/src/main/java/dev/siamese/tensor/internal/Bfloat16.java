package dev.siamese.tensor.internal;

/** Numbers in bfloat16: the upper half of the bits of a float32. */
public final class Bfloat16 {

  private Bfloat16() {}

  /**
   * {@return the bits of the nearest number; ties are rounded to even}
   *
   * @param x not NaN
   */
  public static short toBits(float x) {
    int bits = Float.floatToRawIntBits(x);
    return (short) (bits + 0x7fff + (bits >>> 16 & 1) >> 16);
  }

  /**
   * {@return the number with these bits}
   *
   * @param bits the upper half of a float32
   */
  public static float toFloat(short bits) {
    return Float.intBitsToFloat(bits << 16);
  }
}
