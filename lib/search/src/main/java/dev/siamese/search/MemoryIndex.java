package dev.siamese.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * An exact index in memory: a search compares the query with every vector, in one thread, and
 * allocates no memory that grows with the index.
 */
public final class MemoryIndex implements VectorIndex {

  private static final Comparator<Found> FARTHEST_FIRST =
      Comparator.comparingDouble(Found::squared).thenComparing(Found::row).reversed();

  private final int dimensions;
  private final Metric metric;
  private final Map<String, Entry> pending = new LinkedHashMap<>(); // null: to be removed
  private final Map<String, Integer> rows = new HashMap<>(); // of the committed keys
  private int end; // number of rows, removed ones included
  private volatile Committed committed = new Committed(List.of(), 0); // null: closed

  private record Entry(float[] vector, Map<String, String> fields) {}

  /** What a search sees; its blocks are not changed any more. */
  private record Committed(List<VectorBlock> blocks, int size) {}

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
    var entry = new Entry(prepared(vector), Map.copyOf(fields));
    synchronized (pending) {
      committed();
      pending.put(Checks.key(key), entry);
    }
  }

  @Override
  public void remove(String key) {
    synchronized (pending) {
      committed();
      pending.put(key, null);
    }
  }

  /** Takes time in proportion to what was added and removed, not to the index. */
  @Override
  public void commit() {
    synchronized (pending) {
      var blocks = new ArrayList<>(committed().blocks);
      var copied = new HashSet<Integer>();
      pending.forEach((key, entry) -> apply(key, entry, blocks, copied));
      pending.clear();
      committed = new Committed(List.copyOf(blocks), rows.size());
      if (end > 2 * rows.size() + VectorBlock.SIZE) {
        compact();
      }
    }
  }

  /** Writes one change to a block that no search sees yet. */
  private void apply(String key, Entry entry, List<VectorBlock> blocks, Set<Integer> copied) {
    var known = entry == null ? rows.remove(key) : rows.get(key);
    if (known == null && entry == null) {
      return;
    }
    int row = known == null ? end++ : known;
    int block = row / VectorBlock.SIZE;
    if (block == blocks.size()) {
      blocks.add(new VectorBlock(dimensions));
      copied.add(block);
    } else if (copied.add(block)) {
      blocks.set(block, blocks.get(block).copy());
    }
    if (entry == null) {
      blocks.get(block).remove(row % VectorBlock.SIZE);
    } else {
      rows.put(key, row);
      blocks.get(block).set(row % VectorBlock.SIZE, key, entry.vector, entry.fields);
    }
  }

  /** Leaves out the removed rows; the others keep their order. */
  private void compact() {
    var blocks = committed.blocks;
    rows.clear();
    int count = end;
    end = 0;
    for (int row = 0; row < count; row++) {
      var block = blocks.get(row / VectorBlock.SIZE);
      int i = row % VectorBlock.SIZE;
      if (block.key(i) != null) {
        pending.put(block.key(i), new Entry(block.vector(i), block.fields(i)));
      }
    }
    var compacted = new ArrayList<VectorBlock>();
    var copied = new HashSet<Integer>();
    pending.forEach((key, entry) -> apply(key, entry, compacted, copied));
    pending.clear();
    committed = new Committed(List.copyOf(compacted), rows.size());
  }

  @Override
  public List<Hit> search(float[] query, int k, Map<String, String> filter) {
    Checks.count(k);
    var prepared = prepared(query);
    var blocks = committed().blocks;
    var nearest = new PriorityQueue<Found>(FARTHEST_FIRST);
    var distances = new float[VectorBlock.SIZE];
    float limit = Float.POSITIVE_INFINITY;
    for (int b = 0; b < blocks.size(); b++) {
      var block = blocks.get(b);
      block.squaredDistances(prepared, distances);
      for (int i = 0; i < VectorBlock.SIZE; i++) {
        if (distances[i] <= limit && block.fields(i).entrySet().containsAll(filter.entrySet())) {
          double squared = Metric.squared(prepared, block.vector(i));
          nearest.add(new Found(b * VectorBlock.SIZE + i, squared));
          if (nearest.size() > k) {
            nearest.poll();
          }
          if (nearest.size() == k) {
            limit =
                (float) (nearest.element().squared * (1 + 1e-4) + 1e-12); // what rounding may add
          }
        }
      }
    }
    return nearest.stream()
        .sorted(FARTHEST_FIRST.reversed())
        .map(found -> hit(blocks.get(found.row / VectorBlock.SIZE), found))
        .toList();
  }

  private Hit hit(VectorBlock block, Found found) {
    int i = found.row % VectorBlock.SIZE;
    return new Hit(block.key(i), metric.ofSquared(found.squared), block.fields(i));
  }

  private float[] prepared(float[] vector) {
    return metric.prepare(Checks.length(vector, dimensions));
  }

  @Override
  public int size() {
    return committed().size;
  }

  private Committed committed() {
    var current = committed;
    if (current == null) {
      throw Checks.closed();
    }
    return current;
  }

  @Override
  public void close() {
    synchronized (pending) {
      pending.clear();
      rows.clear();
      end = 0;
      committed = null;
    }
  }

  /** {@code 1000 vectors of length 64 with cosine distance in memory}. */
  @Override
  public String toString() {
    var current = committed;
    return current == null
        ? "a closed index in memory"
        : Checks.describe(current.size, dimensions, metric) + " in memory";
  }
}
