package dev.siamese.catalog;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows a download as a progress bar, updated at most five times per second; without a terminal, as
 * one line at the start and one at the end.
 *
 * <p>Not thread-safe.
 */
public final class DownloadBar implements DownloadListener {

  private static final int WIDTH = 24;
  private static final long PAUSE_NANOS = 200_000_000;

  private final PrintStream out;
  private final boolean terminal = System.console() != null && System.getenv("CI") == null;
  private Catalog.Entry shown;
  private long startNanos;
  private long startBytes;
  private long lastNanos;

  /**
   * A bar that prints to a stream.
   *
   * @param out usually {@code System.err}
   */
  public DownloadBar(PrintStream out) {
    this.out = out;
  }

  @Override
  public void onBytes(Catalog.Entry entry, long bytes) {
    long now = System.nanoTime();
    if (entry != shown) {
      shown = entry;
      startNanos = now;
      startBytes = bytes;
      out.printf("Downloading %s from %s%n", entry.file(), entry.url());
    }
    boolean complete = bytes >= entry.bytes();
    if (complete || terminal && now - lastNanos > PAUSE_NANOS) {
      lastNanos = now;
      out.print((terminal ? "\r" : "") + line(bytes, (now - startNanos) * 1e-9));
      out.print(complete ? System.lineSeparator() : "");
      out.flush();
    }
  }

  private String line(long bytes, double seconds) {
    int done = (int) (WIDTH * Math.min(bytes, shown.bytes()) / shown.bytes());
    var bar = "█".repeat(done) + "░".repeat(WIDTH - done);
    double perSecond = (bytes - startBytes) / Math.max(seconds, 1e-3);
    return String.format(
        Locale.ROOT,
        "%s %.1f of %s, %.1f MB/s   ",
        bar,
        bytes / 1e6,
        Download.megabytes(shown.bytes()),
        perSecond / 1e6);
  }
}
