package dev.siamese.training;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows a run as one line of text, rewritten in place a few times per second; where the text goes
 * to a file instead of a terminal, as one line for each epoch.
 */
public final class ProgressBar implements TrainingListener {

  private static final int WIDTH = 24;
  private static final long PAUSE_NANOS = 200_000_000;

  private final String title;
  private final PrintStream out;
  private final boolean terminal = System.console() != null && System.getenv("CI") == null;
  private double loss = Double.NaN;
  private double error = Double.NaN;
  private long last;

  /**
   * Prepares the line.
   *
   * @param title what is trained
   * @param out where to, usually {@code System.err}
   */
  public ProgressBar(String title, PrintStream out) {
    this.title = title;
    this.out = out;
  }

  @Override
  public void onStep(Progress progress) {
    long now = System.nanoTime();
    if (terminal && now - last > PAUSE_NANOS) {
      last = now;
      out.print("\r" + line(progress));
      out.flush();
    }
  }

  @Override
  public void onEpoch(Progress progress, History history) {
    loss = history.lastLoss();
    error = history.lastError();
    boolean over = progress.step() == progress.steps() || history.interrupted();
    boolean ends = over || !terminal;
    out.print((terminal ? "\r" : "") + line(progress) + (ends ? System.lineSeparator() : ""));
    out.flush();
  }

  @Override
  public void onWarning(String message) {
    out.println((terminal ? System.lineSeparator() : "") + message);
  }

  private String line(Progress progress) {
    int done = WIDTH * progress.step() / progress.steps();
    var bar = "█".repeat(done) + "░".repeat(WIDTH - done);
    var line =
        String.format(
            Locale.ROOT,
            "%s %s %d/%d, %.0f images/s, %.0f s left",
            title,
            bar,
            progress.epoch(),
            progress.epochs(),
            progress.imagesPerSecond(),
            progress.secondsLeft());
    if (!Double.isNaN(loss)) {
      line += String.format(Locale.ROOT, ", loss %.4f", loss);
    }
    if (!Double.isNaN(error)) {
      line += String.format(Locale.ROOT, ", validation error %.1f %%", 100 * error);
    }
    return line + "   ";
  }
}
