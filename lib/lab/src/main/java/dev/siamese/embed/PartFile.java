package dev.siamese.embed;

import dev.siamese.data.DataException;
import dev.siamese.tensor.internal.FloatBytes;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The unfinished embeddings of a job: a line with the job's fingerprint and the length of an
 * embedding, then one embedding after the other as little-endian 32-bit floats, NaN for samples
 * that were skipped. A last embedding that is not complete is overwritten.
 */
final class PartFile implements AutoCloseable {

  private static final int MAX_DIGITS = 7; // of the length of an embedding

  private final Path path;
  private final String fingerprint;
  private final int total;
  private RandomAccessFile file; // null before the first embedding
  private long header; // bytes
  private int dimensions;
  private int rows;
  private int skippedFirst; // rows before the first embedding, whose length is not yet known

  private PartFile(Path path, String fingerprint, int total) {
    this.path = path;
    this.fingerprint = fingerprint;
    this.total = total;
  }

  /**
   * Opens the file beside a result, or prepares a new one.
   *
   * @throws DataException if it is of another job, or another job writes it
   */
  static PartFile open(Path out, String fingerprint, int total) throws IOException {
    var part = new PartFile(out.resolveSibling(out.getFileName() + ".part"), fingerprint, total);
    if (Files.exists(part.path)) {
      part.resume();
    }
    return part;
  }

  /** Opens the file, which no other job may have open. */
  private void openAlone() throws IOException {
    file = new RandomAccessFile(path.toFile(), "rw");
    try {
      if (file.getChannel().tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // by another thread of this program
    }
    file.close();
    throw new DataException(
        path + " is being written by another job: wait for it, or choose another file");
  }

  private void resume() throws IOException {
    openAlone();
    var line = firstLine();
    if (!line.endsWith("\n") && isBegun(line)) {
      delete(); // the job was killed before it had an embedding
      file = null;
      return;
    }
    var words = line.split("[ \n]");
    if (words.length != 2 || !words[0].equals(fingerprint) || !words[1].matches("[1-9]\\d{0,6}")) {
      file.close();
      throw new DataException(
          path
              + " is of an unfinished job with another encoder or other samples: delete it, or"
              + " choose another file");
    }
    dimensions = Integer.parseInt(words[1]);
    header = line.length();
    rows = (int) Math.min(total, (file.length() - header) / rowBytes());
    file.setLength(header + rows * rowBytes());
    file.seek(file.length());
  }

  /** Up to the end of the first line, or of as many bytes as a header has at most. */
  private String firstLine() throws IOException {
    var bytes = new byte[fingerprint.length() + MAX_DIGITS + 2];
    int length = Math.max(0, file.read(bytes));
    var text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end + 1);
  }

  /** Whether a header begins in this way. */
  private boolean isBegun(String start) {
    var text = fingerprint + " ";
    return text.startsWith(start)
        || start.startsWith(text)
            && start.substring(text.length()).matches("\\d{0," + MAX_DIGITS + "}");
  }

  private long rowBytes() {
    return (long) Float.BYTES * dimensions;
  }

  int rows() {
    return rows;
  }

  int dimensions() {
    return dimensions;
  }

  /** Appends embeddings; null for samples that were skipped. */
  void append(float[][] embeddings) throws IOException {
    for (var embedding : embeddings) {
      if (file == null && embedding != null) {
        create(embedding.length);
      }
      if (file == null) {
        skippedFirst++;
      } else {
        write(embedding);
      }
      rows++;
    }
  }

  private void create(int length) throws IOException {
    dimensions = length;
    var folder = path.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    openAlone();
    file.setLength(0);
    file.write((fingerprint + " " + dimensions + "\n").getBytes(StandardCharsets.US_ASCII));
    header = file.getFilePointer();
    for (int i = 0; i < skippedFirst; i++) {
      write(null);
    }
  }

  private void write(float[] embedding) throws IOException {
    var values = embedding;
    if (values == null) {
      values = new float[dimensions];
      Arrays.fill(values, Float.NaN);
    }
    file.write(FloatBytes.encode(values));
  }

  /** All embeddings; NaN for those that were skipped. */
  float[][] readAll() throws IOException {
    if (file == null) {
      throw new DataException("none of the samples can be read");
    }
    file.seek(header);
    var all = new float[rows][];
    var bytes = new byte[(int) rowBytes()];
    for (int row = 0; row < rows; row++) {
      file.readFully(bytes);
      all[row] = FloatBytes.decode(bytes);
    }
    return all;
  }

  void delete() throws IOException {
    close();
    Files.deleteIfExists(path);
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
