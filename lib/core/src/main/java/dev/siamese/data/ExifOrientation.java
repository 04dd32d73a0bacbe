package dev.siamese.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Finds the EXIF orientation in JPEG, PNG, TIFF and WebP files (Exif 2.32, tag 0x0112): how a
 * camera was held when it stored the image.
 */
final class ExifOrientation {

  private static final int UPRIGHT = 1;
  private static final int TAG = 0x0112;
  private static final long PNG = 0x89504e470d0a1a0aL;
  private static final int PNG_EXIF = 0x65584966; // the chunk's name, eXIf
  private static final int JPEG_START = 0xffd8;
  private static final int JPEG_APP1 = 0xffe1;
  private static final int JPEG_SCAN = 0xffda;
  private static final long EXIF_HEADER = 0x457869660000L; // Exif, and two zero bytes
  private static final int RIFF = 0x52494646;
  private static final int WEBP = 0x57454250;
  private static final int WEBP_EXIF = 0x45584946; // the chunk's name, EXIF
  private static final int LITTLE_ENDIAN_TIFF = 0x49492a00;
  private static final int BIG_ENDIAN_TIFF = 0x4d4d002a;

  private ExifOrientation() {}

  /** The orientation from 1 to 8; 1, upright, if the file has none. */
  static int of(byte[] file) {
    try {
      int offset = tiffOffset(ByteBuffer.wrap(file));
      return offset < 0
          ? UPRIGHT
          : orientation(ByteBuffer.wrap(file, offset, file.length - offset).slice());
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      return UPRIGHT; // the tags are damaged; whether the pixels are, the decoder says
    }
  }

  /** Where the TIFF structure with the tags begins; -1 if there is none. */
  private static int tiffOffset(ByteBuffer file) {
    int magic = file.getInt(0);
    if (magic == LITTLE_ENDIAN_TIFF || magic == BIG_ENDIAN_TIFF) {
      return 0;
    }
    if (file.getLong(0) == PNG) {
      int at = 8;
      while (file.getInt(at + 4) != PNG_EXIF) {
        at = end(at, file.getInt(at), 12);
      }
      return at + 8;
    }
    if (magic == RIFF && file.getInt(8) == WEBP) {
      int at = 12;
      while (file.getInt(at) != WEBP_EXIF) {
        int size = Integer.reverseBytes(file.getInt(at + 4)); // the next chunk is at an even place
        at = end(at, size, 8 + (size & 1));
      }
      return file.getLong(at + 8) >>> 16 == EXIF_HEADER ? at + 14 : at + 8;
    }
    int at = 2;
    while (magic >>> 16 == JPEG_START && marker(file, at) != JPEG_SCAN) {
      if (marker(file, at) == JPEG_APP1 && file.getLong(at + 4) >>> 16 == EXIF_HEADER) {
        return at + 10;
      }
      at += 2 + Short.toUnsignedInt(file.getShort(at + 2));
    }
    return -1;
  }

  /** The end of a chunk; chunks of a negative size would be read forever. */
  private static int end(int start, int size, int more) {
    if (size < 0) {
      throw new ArithmeticException("a chunk of %d bytes".formatted(size));
    }
    return Math.addExact(start, Math.addExact(size, more));
  }

  private static int marker(ByteBuffer file, int at) {
    return Short.toUnsignedInt(file.getShort(at));
  }

  private static int orientation(ByteBuffer tiff) {
    boolean little = tiff.getInt(0) == LITTLE_ENDIAN_TIFF;
    tiff.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = tiff.getInt(4);
    int count = Short.toUnsignedInt(tiff.getShort(directory));
    for (int i = 0; i < count; i++) {
      int entry = directory + 2 + 12 * i;
      if (Short.toUnsignedInt(tiff.getShort(entry)) == TAG) {
        int value = tiff.getShort(entry + 8);
        return value >= 1 && value <= 8 ? value : UPRIGHT;
      }
    }
    return UPRIGHT;
  }
}
