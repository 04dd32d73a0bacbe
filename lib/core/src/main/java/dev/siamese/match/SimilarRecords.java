package dev.siamese.match;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * The pairs of records to compare, by an inverted index: each record with its 20 nearest by the
 * cosine of their TF-IDF vectors, and with more of them, up to 300, while the cosine is at least
 * 0.4, since clusters may be large. The rarest terms of a record come first, and common ones are
 * left out once 50,000 entries of the index have been read, or fewer with more than 200,000
 * records, 10,000 with a million. With two collections, the nearest of a record are those of the
 * other collection.
 */
final class SimilarRecords {

  private static final int NEIGHBOURS = 20;
  private static final int MAX_NEIGHBOURS = 300;
  private static final double SIMILAR = 0.4;
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
  private final long[] pairs;

  private SimilarRecords(TfIdf vectors, MatchOptions options) {
    this.vectors = vectors;
    this.leftSize = options.leftSize();
    this.maxEntries = (int) Math.min(MAX_ENTRIES, MAX_READS / Math.max(1, vectors.size()));
    this.starts = new int[vectors.termCount() + 1];
    for (int term = 0; term < vectors.termCount(); term++) {
      starts[term + 1] = Math.addExact(starts[term], vectors.documentFrequency(term));
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
    this.best = new float[vectors.size()];
    this.secondBest = new float[vectors.size()];
    this.pairs = search(new Steps("searching similar records", vectors.size(), options.progress()));
  }

  static SimilarRecords search(TfIdf vectors, MatchOptions options) {
    return new SimilarRecords(vectors, options);
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
    return Math.abs(best[row] - cosine) < 1e-6 ? secondBest[row] : best[row];
  }

  private long[] search(Steps steps) {
    int n = vectors.size();
    var sums = ThreadLocal.withInitial(() -> new float[n]);
    var found =
        IntStream.range(0, n)
            .parallel()
            .mapToObj(
                row -> {
                  steps.advance();
                  return neighbours(row, sums.get());
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

  private long[] neighbours(int row, float[] sums) {
    var found = new int[16];
    int count = 0;
    int read = 0;
    for (int i : byFrequency(row)) {
      int term = vectors.term(i);
      int frequency = vectors.documentFrequency(term);
      if (read > 0 && read + frequency > maxEntries) {
        break;
      }
      read += frequency;
      float weight = vectors.weight(i);
      for (int entry = starts[term]; entry < starts[term + 1]; entry++) {
        int other = rows[entry];
        if (other == row || leftSize > 0 && row < leftSize == other < leftSize) {
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
    var nearest = nearest(Arrays.copyOf(found, count), sums);
    var result = new long[nearest.length];
    for (int i = 0; i < nearest.length; i++) {
      result[i] = pair(row, nearest[i]);
      rank(row, (float) vectors.cosine(row, nearest[i]));
    }
    for (int i = 0; i < count; i++) {
      sums[found[i]] = 0;
    }
    return result;
  }

  private int[] byFrequency(int row) {
    int start = vectors.start(row);
    var keys = new long[vectors.start(row + 1) - start];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ((long) vectors.documentFrequency(vectors.term(start + i)) << 32) | (start + i);
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
  }

  private static int[] nearest(int[] found, float[] sums) {
    var similar = Arrays.stream(found).filter(row -> sums[row] >= SIMILAR).toArray();
    int max = similar.length > NEIGHBOURS ? MAX_NEIGHBOURS : NEIGHBOURS;
    var kept = new PriorityQueue<Long>(max + 1); // the least similar first
    for (int row : similar.length > NEIGHBOURS ? similar : found) {
      long key = ((long) Float.floatToIntBits(sums[row]) << 32) | (Integer.MAX_VALUE - row);
      if (kept.size() < max) {
        kept.add(key);
      } else if (key > kept.element()) {
        kept.remove();
        kept.add(key);
      }
    }
    return kept.stream().mapToInt(key -> Integer.MAX_VALUE - key.intValue()).toArray();
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
