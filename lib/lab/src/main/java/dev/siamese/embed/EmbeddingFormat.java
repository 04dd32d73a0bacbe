package dev.siamese.embed;

import dev.siamese.tensor.internal.AtomicFile;
import dev.siamese.tensor.internal.FloatBytes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The formats of embeddings. A row of NaN, a sample that was skipped, is left out. */
enum EmbeddingFormat {

  /** The columns {@code key}, {@code e0}, {@code e1} and so on. */
  CSV {
    @Override
    void write(OutputStream out, List<String> keys, List<float[]> rows) throws IOException {
      var line = new StringBuilder("key");
      IntStream.range(0, rows.get(0).length).forEach(i -> line.append(",e").append(i));
      for (int row = 0; row <= rows.size(); row++) {
        out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
        line.setLength(0);
        if (row < rows.size()) {
          line.append(quoted(keys.get(row)));
          for (float value : rows.get(row)) {
            line.append(',').append(value);
          }
        }
      }
    }

    private String quoted(String key) {
      return key.matches("[^\",\\r\\n]*") ? key : '"' + key.replace("\"", "\"\"") + '"';
    }
  },

  /** NumPy's format: an array (N, D) of 32-bit floats; the keys are the lines of another file. */
  NPY {
    @Override
    void write(OutputStream out, List<String> keys, List<float[]> rows) throws IOException {
      var description =
          "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }"
              .formatted(rows.size(), rows.get(0).length);
      int length = (10 + description.length() + 1 + 63) / 64 * 64; // aligned
      var head = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
      head.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
      head.put((byte) 1).put((byte) 0).putShort((short) (length - 10));
      head.put(description.getBytes(StandardCharsets.US_ASCII));
      while (head.remaining() > 1) {
        head.put((byte) ' ');
      }
      out.write(head.put((byte) '\n').array());
      for (var row : rows) {
        out.write(FloatBytes.encode(row));
      }
    }
  },

  /** Apache Parquet: the columns {@code key}, text, and {@code embedding}, a list of floats. */
  PARQUET {
    @Override
    void write(OutputStream out, List<String> keys, List<float[]> rows) throws IOException {
      new ParquetWriter(out).write(keys, rows);
    }
  };

  /** By the extension of the file's name. */
  static EmbeddingFormat of(Path file) {
    for (var format : values()) {
      if (file.toString().toLowerCase(Locale.ROOT).endsWith("." + format.name().toLowerCase())) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        "the name of the result must end in .csv, .npy or .parquet: " + file.getFileName());
  }

  abstract void write(OutputStream out, List<String> keys, List<float[]> rows) throws IOException;

  /** Writes a file that appears when it is complete; for NPY, the file of the keys first. */
  void write(Path file, List<String> keys, float[][] embeddings) throws IOException {
    var usedKeys = new ArrayList<String>();
    var rows = new ArrayList<float[]>();
    for (int row = 0; row < embeddings.length; row++) {
      if (EmbeddingJob.isUsable(embeddings[row])) {
        usedKeys.add(keys.get(row));
        rows.add(embeddings[row]);
      }
    }
    if (this == NPY) {
      AtomicFile.writeString(keysFile(file), String.join("\n", usedKeys) + "\n");
    }
    AtomicFile.write(file, out -> write(out, usedKeys, rows));
  }

  /** {@code e.keys.txt} beside {@code e.npy}. */
  static Path keysFile(Path file) {
    return file.resolveSibling(
        file.getFileName().toString().replaceFirst("\\.\\w+$", "") + ".keys.txt");
  }
}
