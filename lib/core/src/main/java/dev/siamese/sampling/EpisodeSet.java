package dev.siamese.sampling;

import dev.siamese.data.Dataset;
import java.util.List;

/**
 * Fixed few-shot episodes over a data set, for comparing systems on equal terms.
 *
 * @param data the data set that the episodes' rows refer to
 * @param episodes N-way K-shot episodes
 */
public record EpisodeSet<D extends Dataset>(D data, List<Episode> episodes) {}
