package dev.siamese.widget;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields of a protocol buffer message without packed numbers, by their numbers. */
final class ProtoMessage {

  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED_32 = 5;

  private final Map<Integer, List<Long>> integers = new HashMap<>();
  private final Map<Integer, List<byte[]>> bytes = new HashMap<>();

  ProtoMessage(byte[] message) {
    var buffer = ByteBuffer.wrap(message);
    while (buffer.hasRemaining()) {
      int key = (int) varint(buffer);
      int field = key >>> 3;
      switch (key & 7) {
        case VARINT -> add(integers, field, varint(buffer));
        case LENGTH_DELIMITED -> add(bytes, field, next(buffer, (int) varint(buffer)));
        case FIXED_32 -> add(bytes, field, next(buffer, Float.BYTES));
        default ->
            throw new IllegalArgumentException("no ONNX file: it has a field of type " + (key & 7));
      }
    }
  }

  private static <T> void add(Map<Integer, List<T>> fields, int field, T value) {
    fields.computeIfAbsent(field, each -> new ArrayList<>()).add(value);
  }

  private static byte[] next(ByteBuffer buffer, int length) {
    int start = buffer.position();
    buffer.position(start + length);
    return Arrays.copyOfRange(buffer.array(), start, start + length);
  }

  private static long varint(ByteBuffer buffer) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = buffer.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  List<Long> integers(int field) {
    return integers.getOrDefault(field, List.of());
  }

  /** The values of a field of bytes or of 32-bit numbers. */
  List<byte[]> bytes(int field) {
    return bytes.getOrDefault(field, List.of());
  }

  List<String> texts(int field) {
    return bytes(field).stream().map(each -> new String(each, StandardCharsets.UTF_8)).toList();
  }

  String text(int field) {
    return texts(field).get(0);
  }
}
