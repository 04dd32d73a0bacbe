package dev.siamese.sampling;

import dev.siamese.data.Dataset;
import java.util.List;

/**
 * Fixed one-shot questions over a data set, the same for every system that answers them.
 *
 * @param data what the episodes' rows point into
 * @param episodes the questions
 */
public record EpisodeSet<D extends Dataset>(D data, List<Episode> episodes) {}
