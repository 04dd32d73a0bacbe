package dev.siamese.data;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * Records whose fields are bags of character n-grams, each known by a number that is its hash, so
 * that no vocabulary has to be kept and every text has some. As a batch they are {@code (N, fields,
 * T)} 64-bit integers from 1 to {@code buckets}, filled up with zeros; a missing field is all
 * zeros.
 *
 * <p>Upper case, accents and the width of spaces make no difference. A mark before the first and
 * behind the last character belongs to the text, so that its ends have n-grams of their own.
 *
 * @param records with their fields as text
 * @param minN n of the shortest n-grams
 * @param maxN n of the longest
 * @param buckets how many numbers there are; n-grams of one number cannot be told apart
 */
public record HashedNgrams(Records records, int minN, int maxN, int buckets) implements Dataset {

  private static final char START = '\u0002';
  private static final char END = '\u0003';

  /** Normalises all texts once. */
  public HashedNgrams {
    if (minN < 1 || maxN < minN || buckets < 1) {
      throw new IllegalArgumentException(
          "n-grams of %d to %d characters in %d buckets: 1 ≤ shortest ≤ longest and 1 ≤ buckets"
              .formatted(minN, maxN, buckets));
    }
    var values = new String[records.size()][records.fields().size()];
    for (int row = 0; row < values.length; row++) {
      for (int field = 0; field < values[row].length; field++) {
        values[row][field] = normalized(records.value(row, field));
      }
    }
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
  public int size() {
    return records.size();
  }

  @Override
  public int label(int row) {
    return records.label(row);
  }

  @Override
  public List<ClassInfo> classes() {
    return records.classes();
  }

  @Override
  public NDList batch(NDManager manager, int[] rows) {
    var grams = new int[rows.length][records.fields().size()][];
    for (int i = 0; i < rows.length; i++) {
      for (int field = 0; field < grams[i].length; field++) {
        grams[i][field] = of(records.value(rows[i], field));
      }
    }
    return new NDList(Records.paddedTensor(manager, grams));
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
    var grams = new int[Math.max(1, count)];
    grams[0] = bucket(marked, 0, marked.length()); // stays only if the text is too short for any
    int next = 0;
    for (int n = minN; n <= maxN; n++) {
      for (int from = 0; from + n <= marked.length(); from++) {
        grams[next++] = bucket(marked, from, from + n);
      }
    }
    return grams;
  }

  /** FNV-1a (Fowler, Noll and Vo), its bits mixed so that a remainder depends on all of them. */
  private int bucket(String text, int from, int to) {
    int hash = 0x811c9dc5;
    for (int i = from; i < to; i++) {
      hash = (hash ^ text.charAt(i)) * 0x01000193;
    }
    hash = (hash ^ (hash >>> 15)) * 0x2c1b3c6d;
    return 1 + Integer.remainderUnsigned(hash ^ (hash >>> 12), buckets);
  }

  @Override
  public HashedNgrams filterClasses(IntPredicate wanted) {
    return new HashedNgrams(records.filterClasses(wanted), minN, maxN, buckets);
  }
}
