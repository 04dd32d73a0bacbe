package dev.siamese.spark;

import dev.siamese.data.Records;
import dev.siamese.data.Targets;
import dev.siamese.match.MatchOptions;
import dev.siamese.match.MatchOptions.Corpus;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.apache.spark.sql.Row;

/** Some records of the collection, by ascending ids, and pairs of them. */
final class RecordPart {

  /** Two ids, the lower one first. */
  record Pair(long left, long right) implements Comparable<Pair> {

    @Override
    public int compareTo(Pair other) {
      return left != other.left ? Long.compare(left, other.left) : Long.compare(right, other.right);
    }
  }

  private record Entry(String key, List<String> values, float best, float secondBest) {}

  private final List<String> fields;
  private final SortedMap<Long, Entry> entries = new TreeMap<>();
  private final SortedSet<Pair> pairs = new TreeSet<>();

  RecordPart(List<String> fields) {
    this.fields = fields;
  }

  /**
   * Adds a record unless it was added before.
   *
   * @param row with its key, values, highest and second highest cosine, which are 0 where they are
   *     not yet known
   * @param start the column of the key
   */
  void add(long id, Row row, int start) {
    entries.computeIfAbsent(
        id,
        unused ->
            new Entry(
                row.getString(start),
                row.getList(start + 1),
                row.getFloat(start + 2),
                row.getFloat(start + 3)));
  }

  void addPair(long left, long right) {
    pairs.add(new Pair(left, right));
  }

  /** The pairs in ascending order, which is that of the results. */
  SortedSet<Pair> pairs() {
    return pairs;
  }

  /** The ids of the rows. */
  List<Long> ids() {
    return List.copyOf(entries.keySet());
  }

  Records records() {
    var keys = entries.values().stream().map(Entry::key).toList();
    var values =
        entries.values().stream()
            .map(each -> each.values.toArray(String[]::new))
            .toArray(String[][]::new);
    return new Records(fields, keys, values, Targets.of(new int[values.length]));
  }

  /**
   * The pairs as rows.
   *
   * @param isComplete of which ids all pairs are given
   */
  MatchOptions.Part part(Corpus corpus, LongPredicate isComplete) {
    var rows = new TreeMap<Long, Integer>();
    var best = new float[entries.size()];
    var secondBest = new float[entries.size()];
    var complete = new boolean[entries.size()];
    for (var entry : entries.entrySet()) {
      int row = rows.size();
      rows.put(entry.getKey(), row);
      best[row] = entry.getValue().best;
      secondBest[row] = entry.getValue().secondBest;
      complete[row] = isComplete.test(entry.getKey());
    }
    var left = new ArrayList<Integer>();
    var right = new ArrayList<Integer>();
    for (var pair : pairs) {
      left.add(rows.get(pair.left));
      right.add(rows.get(pair.right));
    }
    return new MatchOptions.Part(corpus, toArray(left), toArray(right), best, secondBest, complete);
  }

  private static int[] toArray(List<Integer> values) {
    return values.stream().mapToInt(i -> i).toArray();
  }
}
