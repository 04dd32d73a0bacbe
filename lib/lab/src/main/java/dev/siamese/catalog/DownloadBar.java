package dev.siamese.catalog;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows a download as one line of text, rewritten in place a few times per second; where the text
 * goes to a file instead of a terminal, as a line at the beginning and one at the end.
 */
public final class DownloadBar implements DownloadListener {

  private static final int WIDTH = 24;
  private static final long PAUSE_NANOS = 200_000_000;

  private final PrintStream out;
  private final boolean terminal = System.console() != null && System.getenv("CI") == null;
  private Catalog.Entry shown;
  private long startBytes;
  private long startNanos;
  private long last;

  /**
   * Prepares the line.
   *
   * @param out where to, usually {@code System.err}
   */
  public DownloadBar(PrintStream out) {
    this.out = out;
  }

  @Override
  public void onBytes(Catalog.Entry entry, long bytes) {
    long now = System.nanoTime();
    if (entry != shown) {
      shown = entry;
      startBytes = now;
      startNanos = bytes;
      out.printf("Fetching %s from %s%n", entry.file(), entry.url());
    }
    boolean over = bytes >= entry.bytes();
    if (over || terminal && now - last > PAUSE_NANOS) {
      last = now;
      out.print((terminal ? "\r" : "") + line(bytes, (now - startBytes) * 1e-9));
      out.print(over ? System.lineSeparator() : "");
      out.flush();
    }
  }

  private String line(long bytes, double seconds) {
    int done = (int) (WIDTH * Math.min(bytes, shown.bytes()) / shown.bytes());
    var bar = "█".repeat(done) + "░".repeat(WIDTH - done);
    double perSecond = (bytes - startNanos) / Math.max(seconds, 1e-3);
    return String.format(
        Locale.ROOT,
        "%s %.1f of %s, %.1f MB/s   ",
        bar,
        bytes / 1e6,
        Download.megabytes(shown.bytes()),
        perSecond / 1e6);
  }
}
