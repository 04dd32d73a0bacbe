package dev.siamese.model;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.siamese.data.Dataset;
import dev.siamese.data.Records;
import dev.siamese.data.Targets;
import dev.siamese.tensor.internal.Counts;
import dev.siamese.tensor.internal.DirectBuffers;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Records whose fields are bags of hashed character n-grams, so that no vocabulary is needed. A
 * batch is {@code (N, fields, T)}, 64-bit integers from 1 to {@code buckets}, padded with zeros; a
 * missing field is all zeros.
 *
 * <p>Texts are lower-cased, accents are removed and runs of white space become one space. Each text
 * gets a start and an end mark, so that its ends have n-grams of their own. Of longer texts only
 * the first 1,000 characters are used, because the longest field determines the size of a batch.
 *
 * @param records with their fields as text
 * @param minN n of the shortest n-grams
 * @param maxN n of the longest n-grams
 * @param buckets the number of hash buckets
 */
record HashedNgrams(Records records, int minN, int maxN, int buckets) implements Dataset {

  private static final char START = '\u0002';
  private static final char END = '\u0003';
  private static final int MAX_CHARACTERS = 1000;

  /** Normalises all texts. */
  HashedNgrams {
    if (minN < 1 || maxN < minN || buckets < 1) {
      throw new IllegalArgumentException(
          "minN = %d, maxN = %d, buckets = %d: 1 ≤ minN ≤ maxN and 1 ≤ buckets are needed"
              .formatted(minN, maxN, buckets));
    }
    var values = new String[records.size()][records.fields().size()];
    int truncated = 0;
    for (int row = 0; row < values.length; row++) {
      for (int field = 0; field < values[row].length; field++) {
        var text = normalized(records.value(row, field));
        boolean isLong = text.length() > MAX_CHARACTERS;
        truncated += isLong ? 1 : 0;
        values[row][field] = isLong ? text.substring(0, MAX_CHARACTERS) : text;
      }
    }
    Checks.warnOfTruncated(truncated, "field", Counts.of(MAX_CHARACTERS, "character"));
    records = records.withValues(values);
  }

  private static String normalized(String text) {
    var lower = text.toLowerCase(Locale.ROOT);
    if (lower.chars().allMatch(c -> c < 128)) {
      return lower.replaceAll("\\s+", " ");
    }
    return Normalizer.normalize(lower, Normalizer.Form.NFKD)
        .replaceAll("\\p{M}+", "")
        .replaceAll("\\s+", " ");
  }

  @Override
  public Targets targets() {
    return records.targets();
  }

  @Override
  public int length(int row) {
    return IntStream.range(0, records.fields().size())
        .map(field -> records.value(row, field).length())
        .max()
        .orElse(0);
  }

  @Override
  public NDList batch(NDManager manager, int[] rows) {
    int fields = records.fields().size();
    var ngrams = new ArrayList<int[]>();
    for (int row : rows) {
      for (int field = 0; field < fields; field++) {
        ngrams.add(of(records.value(row, field)));
      }
    }
    return new NDList(DirectBuffers.padded(manager, ngrams, rows.length, fields));
  }

  private int[] of(String text) {
    if (text.isEmpty()) {
      return new int[0];
    }
    var marked = START + text + END;
    int count = 0;
    for (int n = minN; n <= maxN; n++) {
      count += Math.max(0, marked.length() - n + 1);
    }
    var ngrams = new int[Math.max(1, count)];
    ngrams[0] = bucket(marked, 0, marked.length()); // stays only if the text is too short for any
    int next = 0;
    for (int n = minN; n <= maxN; n++) {
      for (int from = 0; from + n <= marked.length(); from++) {
        ngrams[next++] = bucket(marked, from, from + n);
      }
    }
    return ngrams;
  }

  /** FNV-1a (Fowler, Noll and Vo), with its bits mixed so that a remainder depends on all. */
  private int bucket(String text, int from, int to) {
    int hash = 0x811c9dc5;
    for (int i = from; i < to; i++) {
      hash = (hash ^ text.charAt(i)) * 0x01000193;
    }
    hash = (hash ^ (hash >>> 15)) * 0x2c1b3c6d;
    return 1 + Integer.remainderUnsigned(hash ^ (hash >>> 12), buckets);
  }

  @Override
  public HashedNgrams select(int... rows) {
    return new HashedNgrams(records.select(rows), minN, maxN, buckets);
  }

  @Override
  public HashedNgrams withLabels(Targets others) {
    return new HashedNgrams(records.withLabels(others), minN, maxN, buckets);
  }
}
