package dev.siamese.match;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The pairs of records to compare, by an inverted index: each record with its 20 nearest by the
 * cosine of their TF-IDF vectors, and with more of them, up to 300, while the cosine is at least
 * 0.4, since clusters may be large. The rarest terms of a record come first, and common ones are
 * left out once 50,000 entries of the index have been read, or fewer with more than 200,000
 * records, 10,000 with a million. With two collections, the nearest of a record are those of the
 * other collection.
 */
final class SimilarRecords {

  private static final int MAX_ENTRIES = 50_000; // read for one record
  private static final double MAX_READS = 1e10; // for all records

  private final TfIdf vectors;
  private final int maxEntries;
  private final int leftSize; // 0, or only pairs of a lower and another row are compared
  private final int[] starts; // of each term in rows and weights
  private final int[] rows;
  private final float[] weights;
  private final float[] best;
  private final float[] secondBest;
  private final BitSet changed = new BitSet();
  private final ThreadLocal<float[]> sums; // by row, zero between searches
  private final long[] pairs;

  /**
   * Searches.
   *
   * @param known the nearest of the first records, which are not searched again; null for none
   */
  private SimilarRecords(TfIdf vectors, MatchOptions options, SimilarRecords known) {
    this.vectors = vectors;
    this.sums = ThreadLocal.withInitial(() -> new float[vectors.size()]);
    this.leftSize = options.leftSize();
    this.maxEntries = (int) Math.min(MAX_ENTRIES, MAX_READS / Math.max(1, vectors.size()));
    this.starts = new int[vectors.termCount() + 1];
    int entries = vectors.start(vectors.size());
    for (int i = 0; i < entries; i++) {
      starts[vectors.term(i) + 1]++;
    }
    for (int term = 0; term < vectors.termCount(); term++) {
      starts[term + 1] += starts[term];
    }
    this.rows = new int[starts[vectors.termCount()]];
    this.weights = new float[rows.length];
    var next = starts.clone();
    for (int row = 0; row < vectors.size(); row++) {
      for (int i = vectors.start(row); i < vectors.start(row + 1); i++) {
        rows[next[vectors.term(i)]] = row;
        weights[next[vectors.term(i)]++] = vectors.weight(i);
      }
    }
    int n = vectors.size();
    int from = known == null ? 0 : known.best.length;
    this.best = known == null ? new float[n] : Arrays.copyOf(known.best, n);
    this.secondBest = known == null ? new float[n] : Arrays.copyOf(known.secondBest, n);
    var found = search(from, new Steps("searching similar records", n - from, options.progress()));
    if (known == null) {
      this.pairs = found;
      return;
    }
    for (long pair : found) {
      if (left(pair) < from) {
        rerank(left(pair), (float) vectors.cosine(left(pair), right(pair)));
      }
    }
    this.pairs =
        LongStream.concat(Arrays.stream(known.pairs), Arrays.stream(found)).sorted().toArray();
  }

  /** The given pairs of a part of a collection, whose nearest records are known. */
  private SimilarRecords(MatchOptions.Part part) {
    vectors = null;
    sums = null;
    leftSize = 0;
    maxEntries = 0;
    starts = new int[1];
    rows = new int[0];
    weights = new float[0];
    best = part.best();
    secondBest = part.secondBest();
    pairs = part.pairs();
  }

  static SimilarRecords search(TfIdf vectors, MatchOptions options) {
    var part = options.part();
    return part.isPresent()
        ? new SimilarRecords(part.get())
        : new SimilarRecords(vectors, options, null);
  }

  /**
   * These records and further ones, which are compared with the records before them.
   *
   * @param all the vectors of these records followed by further ones
   */
  SimilarRecords with(TfIdf all, MatchOptions options) {
    return new SimilarRecords(all, options, this);
  }

  private void rerank(int row, float cosine) {
    changed.set(row, changed.get(row) || cosine > secondBest[row]);
    rank(row, cosine);
  }

  /** Whether a record that was searched before has a more similar one among the further ones. */
  boolean isChanged(int row) {
    return changed.get(row);
  }

  /** The nearest of these records to a text of others with the same document frequencies. */
  int[] nearest(TfIdf others, int text) {
    return nearest(others, text, -1, sums.get());
  }

  /** The cosine of a record and its nearest. */
  double best(int row) {
    return best[row];
  }

  /** The distinct pairs, ascending: see {@link #left} and {@link #right}. */
  long[] pairs() {
    return pairs;
  }

  static long pair(int row, int other) {
    return ((long) Math.min(row, other) << 32) | Math.max(row, other);
  }

  static int left(long pair) {
    return (int) (pair >>> 32);
  }

  static int right(long pair) {
    return (int) pair;
  }

  /** The cosine of a record and its nearest, other than a record of this cosine. */
  double bestOther(int row, double cosine) {
    return bestOther(best[row], secondBest[row], cosine);
  }

  static double bestOther(float best, float secondBest, double cosine) {
    return Math.abs(best - cosine) < 1e-6 ? secondBest : best;
  }

  private long[] search(int from, Steps steps) {
    var found =
        IntStream.range(from, vectors.size())
            .parallel()
            .mapToObj(
                row -> {
                  steps.advance();
                  return neighbours(row);
                })
            .flatMapToLong(Arrays::stream)
            .sorted()
            .toArray();
    int count = 0; // LongStream.distinct() would box every pair
    for (int i = 0; i < found.length; i++) {
      if (i == 0 || found[i] != found[i - 1]) {
        found[count++] = found[i];
      }
    }
    return Arrays.copyOf(found, count);
  }

  private long[] neighbours(int row) {
    var nearest = nearest(vectors, row, row, sums.get());
    var result = new long[nearest.length];
    for (int i = 0; i < nearest.length; i++) {
      result[i] = pair(row, nearest[i]);
      rank(row, (float) vectors.cosine(row, nearest[i]));
    }
    return result;
  }

  /** The nearest of a text; not the row that is the text itself, if there is one. */
  private int[] nearest(TfIdf texts, int text, int self, float[] sums) {
    var found = new int[16];
    int count = 0;
    int read = 0;
    for (int i : byFrequency(texts, text)) {
      int term = texts.term(i);
      int frequency = frequency(term);
      if (frequency == 0) {
        continue;
      }
      if (read > 0 && read + frequency > maxEntries) {
        break;
      }
      read += frequency;
      float weight = texts.weight(i);
      for (int entry = starts[term]; entry < starts[term + 1]; entry++) {
        int other = rows[entry];
        if (other == self || leftSize > 0 && self < leftSize == other < leftSize) {
          continue;
        }
        if (sums[other] == 0) {
          if (count == found.length) {
            found = Arrays.copyOf(found, 2 * count);
          }
          found[count++] = other;
        }
        sums[other] += weight * weights[entry];
      }
    }
    var nearest = NearestRows.of(Arrays.copyOf(found, count), sums);
    for (int i = 0; i < count; i++) {
      sums[found[i]] = 0;
    }
    return nearest;
  }

  private int frequency(int term) {
    return term < starts.length - 1 ? starts[term + 1] - starts[term] : 0;
  }

  private int[] byFrequency(TfIdf texts, int text) {
    int start = texts.start(text);
    var keys = new long[texts.start(text + 1) - start];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ((long) frequency(texts.term(start + i)) << 32) | (start + i);
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }

  private void rank(int row, float cosine) {
    if (cosine > best[row]) {
      secondBest[row] = best[row];
      best[row] = cosine;
    } else if (cosine > secondBest[row]) {
      secondBest[row] = cosine;
    }
  }
}
