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
            .i32(1, 1) // version
            .structList(2, schema())
            .i64(3, rows.size())
            .structList(4, groups)
            .string(6, "siamese")
            .toByteArray();
    write(footer);
    write(littleEndian(footer.length));
    write(MAGIC);
  }

  private static List<ThriftStruct> schema() {
    var none = new ThriftStruct();
    return List.of(
        new ThriftStruct().string(4, "schema").i32(5, 2),
        new ThriftStruct()
            .i32(1, BYTE_ARRAY)
            .i32(3, REQUIRED)
            .string(4, "key")
            .i32(6, 0) // UTF8
            .struct(10, new ThriftStruct().struct(1, none)), // STRING
        new ThriftStruct()
            .i32(3, REQUIRED)
            .string(4, "embedding")
            .i32(5, 1)
            .i32(6, 3) // LIST
            .struct(10, new ThriftStruct().struct(3, none)), // LIST
        new ThriftStruct().i32(3, REPEATED).string(4, "list").i32(5, 1),
        new ThriftStruct().i32(1, FLOAT).i32(3, REQUIRED).string(4, "element"));
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
    int values = rows.size() * length;
    lists.writeBytes(levels(run(values, 1))); // every number is defined
    for (var row : rows) {
      lists.writeBytes(FloatBytes.encode(row));
    }
    var path = List.of("embedding", "list", "element");
    var embeddingColumn = column(FLOAT, path, values, lists.toByteArray());
    return new ThriftStruct()
        .structList(1, List.of(keyColumn, embeddingColumn))
        .i64(2, position - start)
        .i64(3, rows.size());
  }

  private ThriftStruct column(int type, List<String> path, int values, byte[] content)
      throws IOException {
    long start = position;
    var page =
        new ThriftStruct()
            .i32(1, values)
            .i32(2, PLAIN)
            .i32(3, RLE) // levels of definition
            .i32(4, RLE); // levels of repetition
    write(
        new ThriftStruct()
            .i32(1, 0) // a page of data
            .i32(2, content.length)
            .i32(3, content.length) // compressed
            .struct(5, page)
            .toByteArray());
    write(content);
    long size = position - start;
    var column =
        new ThriftStruct()
            .i32(1, type)
            .i32List(2, PLAIN, RLE)
            .stringList(3, path)
            .i32(4, 0) // not compressed
            .i64(5, values)
            .i64(6, size)
            .i64(7, size)
            .i64(9, start);
    return new ThriftStruct().i64(2, start).struct(3, column);
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
    ThriftStruct.varint(run, (long) count << 1);
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
