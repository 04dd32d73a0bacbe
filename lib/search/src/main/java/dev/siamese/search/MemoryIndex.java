package dev.siamese.search;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.lucene.util.VectorUtil;

/**
 * An exact index in memory: a search compares the query with every vector, in one thread, and
 * allocates no memory that grows with the index.
 */
public final class MemoryIndex implements VectorIndex {

  private static final Comparator<Found> FARTHEST_FIRST =
      Comparator.comparingDouble(Found::squared).thenComparing(Found::row).reversed();

  private final int dimensions;
  private final Metric metric;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private volatile List<Entry> committed = List.of();

  private record Entry(String key, float[] vector, Map<String, String> fields) {}

  private record Found(int row, double squared) {}

  /**
   * An empty index.
   *
   * @param dimensions length of the vectors, at least 1
   * @param metric to search by
   */
  public MemoryIndex(int dimensions, Metric metric) {
    if (dimensions < 1) {
      throw new IllegalArgumentException("dimensions must be at least 1, not " + dimensions);
    }
    this.dimensions = dimensions;
    this.metric = metric;
  }

  @Override
  public void add(String key, float[] vector, Map<String, String> fields) {
    var entry = new Entry(Checks.key(key), prepared(vector), Map.copyOf(fields));
    synchronized (entries) {
      entries.put(key, entry);
    }
  }

  @Override
  public void remove(String key) {
    synchronized (entries) {
      entries.remove(key);
    }
  }

  @Override
  public void commit() {
    synchronized (entries) {
      committed = List.copyOf(entries.values());
    }
  }

  @Override
  public List<Hit> search(float[] query, int k, Map<String, String> filter) {
    Checks.count(k);
    var prepared = prepared(query);
    var vectors = committed;
    var nearest = new PriorityQueue<Found>(FARTHEST_FIRST);
    double limit = Double.POSITIVE_INFINITY;
    for (int row = 0; row < vectors.size(); row++) {
      var entry = vectors.get(row);
      if (VectorUtil.squareDistance(prepared, entry.vector) <= limit
          && entry.fields.entrySet().containsAll(filter.entrySet())) {
        nearest.add(new Found(row, Metric.squared(prepared, entry.vector)));
        if (nearest.size() > k) {
          nearest.poll();
        }
        if (nearest.size() == k) {
          limit = nearest.element().squared * (1 + 1e-4) + 1e-12; // what rounding may add
        }
      }
    }
    return nearest.stream()
        .sorted(FARTHEST_FIRST.reversed())
        .map(found -> hit(vectors.get(found.row), found.squared))
        .toList();
  }

  private Hit hit(Entry entry, double squared) {
    return new Hit(entry.key, metric.ofSquared(squared), entry.fields);
  }

  private float[] prepared(float[] vector) {
    return metric.prepare(Checks.length(vector, dimensions));
  }

  @Override
  public int size() {
    return committed.size();
  }

  @Override
  public void close() {
    synchronized (entries) {
      entries.clear();
      committed = List.of();
    }
  }

  /** {@code 1000 vectors of length 64 with cosine distance in memory}. */
  @Override
  public String toString() {
    return Checks.describe(size(), dimensions, metric) + " in memory";
  }
}
