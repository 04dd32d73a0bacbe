package dev.siamese.index;

import java.util.stream.IntStream;

/** Work on a range of rows, cut into parts that several threads take. */
@FunctionalInterface
interface Ranges {

  /** Does the rows of one part. */
  void work(int start, int end);

  /** Does all rows, so many at a time. */
  static void inParallel(int from, int to, int width, Ranges part) {
    IntStream.rangeClosed(0, (to - from - 1) / width)
        .parallel()
        .forEach(i -> part.work(from + i * width, Math.min(to, from + (i + 1) * width)));
  }
}
