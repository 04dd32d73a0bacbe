package dev.siamese.match;

import dev.siamese.data.Records;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Labels of pairs of records by digests of their keys and values, so that a saved label applies to
 * the same records only.
 */
final class RecordDigests {

  private RecordDigests() {}

  /**
   * A labelled pair.
   *
   * @param left the digest of the first record
   * @param right the digest of the second record
   * @param same whether they are duplicates
   */
  record Label(long left, long right, boolean same) {}

  static List<Label> of(Map<Long, Boolean> labels, Records records) {
    var result = new ArrayList<Label>();
    labels.forEach(
        (pair, same) ->
            result.add(
                new Label(
                    digest(records, SimilarRecords.left(pair)),
                    digest(records, SimilarRecords.right(pair)),
                    same)));
    return result;
  }

  /**
   * The labels of the pairs of rows that have these digests.
   *
   * @param leftSize the rows of the first collection; 0 if there is only one
   */
  static Map<Long, Boolean> pairs(List<Label> labels, Records records, int leftSize) {
    var result = new LinkedHashMap<Long, Boolean>();
    if (labels.isEmpty()) {
      return result;
    }
    int end = leftSize == 0 ? records.size() : leftSize;
    var left = rows(records, 0, end);
    var right = leftSize == 0 ? left : rows(records, leftSize, records.size());
    for (var label : labels) {
      var first = left.get(label.left);
      var second = right.get(label.right);
      if (first != null && second != null && !first.equals(second)) {
        result.put(SimilarRecords.pair(first, second), label.same);
      }
    }
    return result;
  }

  private static Map<Long, Integer> rows(Records records, int start, int end) {
    var rows = new HashMap<Long, Integer>();
    for (int row = start; row < end; row++) {
      rows.put(digest(records, row), row);
    }
    return rows;
  }

  private static long digest(Records records, int row) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(records.key(row).getBytes(StandardCharsets.UTF_8));
      for (int field = 0; field < records.fields().size(); field++) {
        digest.update((byte) 0);
        digest.update(records.value(row, field).getBytes(StandardCharsets.UTF_8));
      }
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  static void write(List<Label> labels, DataOutputStream out) throws IOException {
    out.writeInt(labels.size());
    for (var label : labels) {
      out.writeLong(label.left);
      out.writeLong(label.right);
      out.writeBoolean(label.same);
    }
  }

  static List<Label> read(DataInputStream in) throws IOException {
    int size = in.readInt();
    var labels = new ArrayList<Label>();
    for (int i = 0; i < size; i++) {
      labels.add(new Label(in.readLong(), in.readLong(), in.readBoolean()));
    }
    return labels;
  }
}
