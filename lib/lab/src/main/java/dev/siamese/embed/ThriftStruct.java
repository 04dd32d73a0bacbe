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

  ThriftStruct integer(int field, int value) {
    head(field, I32);
    variable(bytes, zigZag(value));
    return this;
  }

  ThriftStruct longer(int field, long value) {
    head(field, I64);
    variable(bytes, zigZag(value));
    return this;
  }

  ThriftStruct text(int field, String value) {
    head(field, BINARY);
    append(value);
    return this;
  }

  ThriftStruct struct(int field, ThriftStruct value) {
    head(field, STRUCT);
    bytes.writeBytes(value.toByteArray());
    return this;
  }

  ThriftStruct integers(int field, int... values) {
    list(field, I32, values.length);
    for (int value : values) {
      variable(bytes, zigZag(value));
    }
    return this;
  }

  ThriftStruct texts(int field, List<String> values) {
    list(field, BINARY, values.size());
    values.forEach(this::append);
    return this;
  }

  ThriftStruct structs(int field, List<ThriftStruct> values) {
    list(field, STRUCT, values.size());
    values.forEach(each -> bytes.writeBytes(each.toByteArray()));
    return this;
  }

  private void append(String value) {
    var text = value.getBytes(StandardCharsets.UTF_8);
    variable(bytes, text.length);
    bytes.writeBytes(text);
  }

  private void list(int field, int type, int size) {
    head(field, LIST);
    bytes.write(Math.min(size, MAX_SHORT_LIST + 1) << 4 | type);
    if (size > MAX_SHORT_LIST) {
      variable(bytes, size);
    }
  }

  /** The difference to the number of the field before, below 16, and the type. */
  private void head(int field, int type) {
    bytes.write(field - last << 4 | type);
    last = field;
  }

  private static long zigZag(long value) {
    return value << 1 ^ value >> 63;
  }

  /** Seven bits per byte, the lowest first. */
  static void variable(ByteArrayOutputStream out, long value) {
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
