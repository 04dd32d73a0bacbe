package dev.siamese.data;

import java.util.List;

/**
 * Fixed one-shot questions over a data set, the same for every system that answers them.
 *
 * @param data what the episodes' rows point into
 * @param episodes the questions
 */
public record Trials<D extends Dataset>(D data, List<Episode> episodes) {}
