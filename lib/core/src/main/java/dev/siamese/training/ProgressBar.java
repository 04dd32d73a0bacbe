package dev.siamese.training;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Shows a run as one line of text, rewritten in place a few times per second; where the text goes
 * to a file instead of a terminal, as one line for each epoch. In a notebook:
 *
 * <pre>{@code
 * var id = display("");
 * var bar = new ProgressBar("triplet", line -> updateDisplay(id, line));
 * }</pre>
 */
public final class ProgressBar implements TrainingListener {

  private static final int WIDTH = 24;
  private static final long MIN_INTERVAL_NANOS = 200_000_000;

  private final String title;
  private final Consumer<String> sink;
  private final boolean inPlace;
  private final Runnable endLine;
  private final Consumer<String> warningSink;
  private double loss = Double.NaN;
  private double error = Double.NaN;
  private long lastUpdateNanos;

  /**
   * Prepares the line.
   *
   * @param title what is trained
   * @param out where to, usually {@code System.err}
   */
  public ProgressBar(String title, PrintStream out) {
    this(title, out, System.console() != null && System.getenv("CI") == null);
  }

  /**
   * Prepares the line for a place of its own. Warnings are printed to {@code System.out}.
   *
   * @param title what is trained
   * @param show puts a line into the place of the one before
   */
  public ProgressBar(String title, Consumer<String> show) {
    this(title, show, true, () -> {}, System.out::println);
  }

  private ProgressBar(String title, PrintStream out, boolean terminal) {
    this(
        title,
        line -> {
          out.print(terminal ? "\r" + line : line + System.lineSeparator());
          out.flush();
        },
        terminal,
        terminal ? out::println : () -> {},
        out::println);
  }

  private ProgressBar(
      String title, Consumer<String> show, boolean inPlace, Runnable end, Consumer<String> below) {
    this.title = title;
    this.sink = show;
    this.inPlace = inPlace;
    this.endLine = end;
    this.warningSink = below;
  }

  @Override
  public void onStep(Progress progress) {
    long now = System.nanoTime();
    if (inPlace && now - lastUpdateNanos > MIN_INTERVAL_NANOS) {
      lastUpdateNanos = now;
      sink.accept(line(progress));
    }
  }

  @Override
  public void onEpoch(Progress progress, History history) {
    loss = history.lastLoss();
    error = history.lastValidationError();
    sink.accept(line(progress));
    if (progress.step() == progress.totalSteps() || history.interrupted()) {
      endLine.run();
    }
  }

  @Override
  public void onWarning(String message) {
    endLine.run();
    warningSink.accept(message);
  }

  private String line(Progress progress) {
    int done = WIDTH * progress.step() / progress.totalSteps();
    var bar = "█".repeat(done) + "░".repeat(WIDTH - done);
    var line =
        String.format(
            Locale.ROOT,
            "%s %s %d/%d, %.0f samples/s, %.0f s left",
            title,
            bar,
            progress.epoch(),
            progress.totalEpochs(),
            progress.samplesPerSecond(),
            progress.etaSeconds());
    if (!Double.isNaN(loss)) {
      line += String.format(Locale.ROOT, ", loss %.4f", loss);
    }
    if (!Double.isNaN(error)) {
      line += String.format(Locale.ROOT, ", validation error %.1f %%", 100 * error);
    }
    return line + "   ";
  }
}
