package dev.siamese;

import dev.siamese.index.ExactIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Embedded samples that are searched by example, exactly. It needs the model while it is used. */
public final class SampleIndex {

  private final Siamese model;
  private final List<String> keys;
  private final ExactIndex index;

  /**
   * A sample of the index that was found.
   *
   * @param key the path of the image, or the name of the sample's class
   * @param row the row of the sample
   * @param distance to the query
   */
  public record Hit(String key, int row, double distance) {

    /** {@code 0.2134 beach.jpg}. */
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.4f  %s", distance, key);
    }
  }

  SampleIndex(Siamese model, List<String> keys, float[][] embeddings) {
    this.model = model;
    this.keys = List.copyOf(keys);
    index = ExactIndex.of(embeddings, model.encoder().card().distance());
  }

  /** The number of samples. */
  public int size() {
    return keys.size();
  }

  /**
   * The k nearest samples, the nearest first, or all if there are fewer.
   *
   * @param sample the query, of any type that {@link Siamese} lists
   * @throws IllegalArgumentException if k is below 1
   */
  public List<Hit> search(Object sample, int k) {
    var query =
        ExactIndex.of(new float[][] {model.embed(sample)}, model.encoder().card().distance());
    var found = index.search(query, k, ExactIndex.Filter.ALL).get(0);
    var hits = new ArrayList<Hit>();
    for (int i = 0; i < found.size(); i++) {
      int row = found.rows()[i];
      hits.add(new Hit(keys.get(row), row, found.distances()[i]));
    }
    return hits;
  }
}
