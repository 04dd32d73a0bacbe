package dev.siamese.tensor.internal;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipInputStream;

/** Reads all entries of a zip file, unless they expand to far more than the file. */
public final class ZipEntries {

  private static final int RATIO = 100; // weights hardly shrink; zeros shrink to a thousandth
  private static final int SMALL = 16 << 20; // bytes that may expand more
  private static final int CHUNK = 1 << 16;

  private ZipEntries() {}

  /**
   * {@return the contents of all entries by their names}
   *
   * @param stream of the zip file
   * @throws IOException if it is damaged, or expands to more than 100 times its size
   */
  public static Map<String, byte[]> read(InputStream stream) throws IOException {
    var entries = new HashMap<String, byte[]>();
    var counted = new Counted(stream);
    long expanded = 0;
    try (var zip = new ZipInputStream(counted)) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        var content = new ByteArrayOutputStream();
        var chunk = zip.readNBytes(CHUNK);
        for (; chunk.length > 0; chunk = zip.readNBytes(CHUNK)) {
          content.writeBytes(chunk);
          expanded += chunk.length;
          if (expanded > SMALL + RATIO * counted.size) {
            throw new IOException(
                "it expands to more than %d times its size: it is damaged".formatted(RATIO));
          }
        }
        entries.put(entry.getName(), content.toByteArray());
      }
    } catch (IllegalArgumentException e) { // which a damaged name causes
      throw new IOException("it is damaged: " + e.getMessage(), e);
    }
    return entries;
  }

  /** Counts the bytes that are read. */
  private static final class Counted extends FilterInputStream {

    private long size;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      size += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      size += Math.max(0, count);
      return count;
    }
  }
}
