package dev.siamese.index;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.TorchOps;

/**
 * What numbers are rounded to, and how these are compared several at a time: they lie side by side
 * in a long, the first in its lowest bits. Where they are not negative, their order is that of
 * their bits.
 */
enum Rounding {
  /** 24 significant bits, two numbers in a long. */
  FLOAT32(32, 0x1.01p-24),

  /** The upper half of a 32-bit float: 8 significant bits, four numbers in a long. */
  BFLOAT16(16, 0x1.01p-9);

  private final int bits;
  private final int shift; // of a bit to its place
  private final double unit;
  private final long signs;

  Rounding(int bits, double unit) {
    this.bits = bits;
    shift = Integer.numberOfTrailingZeros(bits);
    this.unit = unit;
    signs = spread(1L << bits - 1);
  }

  /** What a device multiplies fastest and adds up in 32 bits: a GPU may add up in fewer. */
  static Rounding quickest(Device device) {
    return device.equals(Device.cpu()) && Torch.hasFastBfloat16(device) ? BFLOAT16 : FLOAT32;
  }

  /** The largest share of a number that rounding changes, with a little to spare. */
  double unit() {
    return unit;
  }

  /** How many numbers are in a long. */
  int perLong() {
    return 64 >> shift;
  }

  float round(double x) {
    float single = (float) x;
    if (this == FLOAT32) {
      return single;
    }
    int all = Float.floatToRawIntBits(single);
    return Float.intBitsToFloat(all + 0x7fff + (all >>> 16 & 1) & 0xffff0000);
  }

  /** Numbers that are rounded already, in this type. */
  NDArray type(NDArray rounded) {
    return this == FLOAT32 ? rounded : TorchOps.toBfloat16(rounded);
  }

  /** One bar for all places of a long. */
  long bars(float bar) {
    return spread(bits(bar)) | signs;
  }

  /** These bars, with another one at a place; NaN for one that keeps out all but the negative. */
  long withBar(long bars, int place, float bar) {
    long mask = (1L << bits) - 1 << place * bits;
    return bars & ~mask | bits(bar) << place * bits | signs;
  }

  /** A number's bits without its sign; beyond infinity are those that are no numbers. */
  private long bits(float bar) {
    if (bar == Float.POSITIVE_INFINITY) {
      return (1L << bits - 1) - 1;
    }
    return bar > 0 ? Float.floatToRawIntBits(bar) >>> 32 - bits : 0;
  }

  private long spread(long one) {
    return bits == 32 ? one * 0x1_0000_0001L : one * 0x1_0001_0001_0001L;
  }

  /**
   * A bit for each place, to be read by {@link #place}, whose number is negative or not above its
   * bar: a difference with the sign's bit set before has it still if nothing was borrowed from it.
   */
  long within(long numbers, long bars) {
    return (bars - (numbers & ~signs) | numbers) & signs;
  }

  /** The place of the first bit of those. */
  int place(long within) {
    return Long.numberOfTrailingZeros(within) >> shift;
  }

  /** The number at a place. */
  float number(long numbers, int place) {
    return Float.intBitsToFloat((int) (numbers >>> place * bits) << 32 - bits);
  }
}
