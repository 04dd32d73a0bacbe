package dev.siamese.match;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts records or pairs that are done, and reports every percent. */
final class Steps {

  private final String step;
  private final int total;
  private final MatchOptions.Progress progress;
  private final int interval;
  private final AtomicInteger done = new AtomicInteger();

  Steps(String step, int total, MatchOptions.Progress progress) {
    this.step = step;
    this.total = total;
    this.progress = progress;
    this.interval = Math.max(1, total / 100);
  }

  void advance() {
    int count = done.incrementAndGet();
    if (count % interval == 0 || count == total) {
      progress.update(step, count, total);
    }
  }
}
