package dev.siamese.search;

import java.util.List;
import java.util.Map;

/**
 * Vectors under keys, searched for the nearest ones. {@link MemoryIndex} compares the query with
 * every vector; {@link DiskIndex} searches a graph and may miss some.
 *
 * <p>Additions and removals are visible to searches after {@link #commit}. Safe for use by several
 * threads: searches run while others add, and see the last commit. After {@link #close}, methods
 * that use the vectors throw an {@link IllegalStateException}.
 */
public interface VectorIndex extends AutoCloseable {

  /**
   * Adds a vector, or replaces the one of the same key.
   *
   * @param key identifies the vector; not empty
   * @param vector of the index's length, finite
   * @param fields what a search can filter by and returns, such as {@code "year": "2024"}
   * @throws IllegalArgumentException if the length differs, a value is NaN or infinite, or, with
   *     cosine distance, all values are 0
   */
  void add(String key, float[] vector, Map<String, String> fields);

  /**
   * Adds a vector without fields, or replaces the one of the same key.
   *
   * @param key identifies the vector; not empty
   * @param vector of the index's length, finite
   * @throws IllegalArgumentException as for {@link #add(String, float[], Map)}
   */
  default void add(String key, float[] vector) {
    add(key, vector, Map.of());
  }

  /**
   * Removes a vector; does nothing if there is none of this key.
   *
   * @param key of the vector
   */
  void remove(String key);

  /** Makes all additions and removals visible, and on disk, durable. */
  void commit();

  /**
   * {@return the nearest committed vectors whose fields have the given values, nearest first}
   *
   * @param query of the index's length, finite
   * @param k the largest number of vectors, at least 1
   * @param filter values that fields must have; may be empty
   * @throws IllegalArgumentException if the query cannot be compared, or k is below 1
   */
  List<Hit> search(float[] query, int k, Map<String, String> filter);

  /**
   * {@return the nearest committed vectors, nearest first}
   *
   * @param query of the index's length, finite
   * @param k the largest number of vectors, at least 1
   * @throws IllegalArgumentException if the query cannot be compared, or k is below 1
   */
  default List<Hit> search(float[] query, int k) {
    return search(query, k, Map.of());
  }

  /** {@return the number of committed vectors} */
  int size();

  /** Releases the index. What is not committed is lost. Closing twice does nothing. */
  @Override
  void close();

  /**
   * A vector that was found.
   *
   * @param key of the vector
   * @param distance to the query
   * @param fields of the vector
   */
  record Hit(String key, double distance, Map<String, String> fields) {}
}
