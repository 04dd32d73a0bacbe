package dev.siamese.embed;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A struct in the <a
 * href="https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md">compact
 * protocol of Apache Thrift</a>. Fields are added in the order of their numbers.
 */
final class ThriftStruct {

  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;
  private static final int MAX_SHORT_LIST = 14;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int last; // number of a field

  ThriftStruct i32(int field, int value) {
    fieldHeader(field, I32);
    varint(bytes, zigZag(value));
    return this;
  }

  ThriftStruct i64(int field, long value) {
    fieldHeader(field, I64);
    varint(bytes, zigZag(value));
    return this;
  }

  ThriftStruct string(int field, String value) {
    fieldHeader(field, BINARY);
    append(value);
    return this;
  }

  ThriftStruct struct(int field, ThriftStruct value) {
    fieldHeader(field, STRUCT);
    bytes.writeBytes(value.toByteArray());
    return this;
  }

  ThriftStruct i32List(int field, int... values) {
    list(field, I32, values.length);
    for (int value : values) {
      varint(bytes, zigZag(value));
    }
    return this;
  }

  ThriftStruct stringList(int field, List<String> values) {
    list(field, BINARY, values.size());
    values.forEach(this::append);
    return this;
  }

  ThriftStruct structList(int field, List<ThriftStruct> values) {
    list(field, STRUCT, values.size());
    values.forEach(each -> bytes.writeBytes(each.toByteArray()));
    return this;
  }

  private void append(String value) {
    var text = value.getBytes(StandardCharsets.UTF_8);
    varint(bytes, text.length);
    bytes.writeBytes(text);
  }

  private void list(int field, int type, int size) {
    fieldHeader(field, LIST);
    bytes.write(Math.min(size, MAX_SHORT_LIST + 1) << 4 | type);
    if (size > MAX_SHORT_LIST) {
      varint(bytes, size);
    }
  }

  /** The difference to the number of the field before, below 16, and the type, in one byte. */
  private void fieldHeader(int field, int type) {
    bytes.write(field - last << 4 | type);
    last = field;
  }

  private static long zigZag(long value) {
    return value << 1 ^ value >> 63;
  }

  /** Seven bits per byte, the lowest first. */
  static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    for (; (rest & ~0x7f) != 0; rest >>>= 7) {
      out.write((int) (rest & 0x7f | 0x80));
    }
    out.write((int) rest);
  }

  byte[] toByteArray() {
    var all = new ByteArrayOutputStream();
    all.writeBytes(bytes.toByteArray());
    all.write(0); // end
    return all.toByteArray();
  }
}
