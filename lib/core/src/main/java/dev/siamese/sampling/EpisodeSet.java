package dev.siamese.sampling;

import dev.siamese.data.Dataset;
import java.util.List;

/**
 * Fixed few-shot episodes over a data set, for comparing systems on equal terms.
 *
 * @param data the data set that the episodes' rows refer to
 * @param episodes N-way K-shot episodes
 */
public record EpisodeSet<D extends Dataset>(D data, List<Episode> episodes) {

  /**
   * One N-way K-shot episode: each query is assigned to one of the classes of the support.
   *
   * @param support rows of the support samples, K of each of the N classes
   * @param query rows of the query samples
   */
  public record Episode(int[] support, int[] query) {}
}
