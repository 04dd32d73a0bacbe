package dev.siamese.embed;

import dev.siamese.tensor.internal.FloatBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes embeddings as <a href="https://parquet.apache.org/docs/file-format/">Apache Parquet</a>,
 * uncompressed: the columns {@code key}, a string, and {@code embedding}, a list of floats. Numbers
 * of fields and enums are those of parquet.thrift.
 *
 * <p>The libraries that write Parquet bring 19 MB or more, for compression, filters and Hadoop's
 * file systems.
 */
final class ParquetWriter {

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int ROWS_PER_GROUP = 4096; // each column of a group is one page
  private static final int REQUIRED = 0;
  private static final int REPEATED = 2;
  private static final int FLOAT = 4;
  private static final int BYTE_ARRAY = 6;
  private static final int PLAIN = 0;
  private static final int RLE = 3;

  private final OutputStream out;
  private long position;

  /** Does not close the stream. */
  ParquetWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes a whole file. */
  void write(List<String> keys, List<float[]> rows) throws IOException {
    write(MAGIC);
    var groups = new ArrayList<ThriftStruct>();
    for (int start = 0; start < rows.size(); start += ROWS_PER_GROUP) {
      int end = Math.min(rows.size(), start + ROWS_PER_GROUP);
      groups.add(group(keys.subList(start, end), rows.subList(start, end)));
    }
    var footer =
        new ThriftStruct()
            .integer(1, 1) // version
            .structs(2, schema())
            .longer(3, rows.size())
            .structs(4, groups)
            .text(6, "siamese")
            .toByteArray();
    write(footer);
    write(littleEndian(footer.length));
    write(MAGIC);
  }

  private static List<ThriftStruct> schema() {
    var none = new ThriftStruct();
    return List.of(
        new ThriftStruct().text(4, "schema").integer(5, 2),
        new ThriftStruct()
            .integer(1, BYTE_ARRAY)
            .integer(3, REQUIRED)
            .text(4, "key")
            .integer(6, 0) // UTF8
            .struct(10, new ThriftStruct().struct(1, none)), // STRING
        new ThriftStruct()
            .integer(3, REQUIRED)
            .text(4, "embedding")
            .integer(5, 1)
            .integer(6, 3) // LIST
            .struct(10, new ThriftStruct().struct(3, none)), // LIST
        new ThriftStruct().integer(3, REPEATED).text(4, "list").integer(5, 1),
        new ThriftStruct().integer(1, FLOAT).integer(3, REQUIRED).text(4, "element"));
  }

  private ThriftStruct group(List<String> keys, List<float[]> rows) throws IOException {
    long start = position;
    var texts = new ByteArrayOutputStream();
    for (var key : keys) {
      var bytes = key.getBytes(StandardCharsets.UTF_8);
      texts.writeBytes(littleEndian(bytes.length));
      texts.writeBytes(bytes);
    }
    var keyColumn = column(BYTE_ARRAY, List.of("key"), keys.size(), texts.toByteArray());
    int length = rows.get(0).length;
    var lists = new ByteArrayOutputStream();
    lists.writeBytes(levels(repetitions(rows.size(), length)));
    lists.writeBytes(levels(run(rows.size() * length, 1))); // every number is defined
    for (var row : rows) {
      lists.writeBytes(FloatBytes.encode(row));
    }
    var path = List.of("embedding", "list", "element");
    var lengths = rows.size() * length;
    var embeddingColumn = column(FLOAT, path, lengths, lists.toByteArray());
    return new ThriftStruct()
        .structs(1, List.of(keyColumn, embeddingColumn))
        .longer(2, position - start)
        .longer(3, rows.size());
  }

  private ThriftStruct column(int type, List<String> path, int values, byte[] content)
      throws IOException {
    long start = position;
    var page =
        new ThriftStruct()
            .integer(1, values)
            .integer(2, PLAIN)
            .integer(3, RLE) // levels of definition
            .integer(4, RLE); // levels of repetition
    write(
        new ThriftStruct()
            .integer(1, 0) // a page of data
            .integer(2, content.length)
            .integer(3, content.length) // compressed
            .struct(5, page)
            .toByteArray());
    write(content);
    long size = position - start;
    var column =
        new ThriftStruct()
            .integer(1, type)
            .integers(2, PLAIN, RLE)
            .texts(3, path)
            .integer(4, 0) // not compressed
            .longer(5, values)
            .longer(6, size)
            .longer(7, size)
            .longer(9, start);
    return new ThriftStruct().longer(2, start).struct(3, column);
  }

  /** 0 for the first number of each list, 1 for the others. */
  private static byte[] repetitions(int rows, int length) {
    var all = new ByteArrayOutputStream();
    for (int row = 0; row < rows; row++) {
      all.writeBytes(run(1, 0));
      if (length > 1) {
        all.writeBytes(run(length - 1, 1));
      }
    }
    return all.toByteArray();
  }

  private static byte[] run(int count, int value) {
    var run = new ByteArrayOutputStream();
    ThriftStruct.variable(run, (long) count << 1);
    run.write(value);
    return run.toByteArray();
  }

  private static byte[] levels(byte[] runs) {
    return ByteBuffer.allocate(Integer.BYTES + runs.length)
        .put(littleEndian(runs.length))
        .put(runs)
        .array();
  }

  private static byte[] littleEndian(int value) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    position += bytes.length;
  }
}
