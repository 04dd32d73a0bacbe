package dev.siamese.training;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Shows the progress of a run as one line of text, updated in place up to five times per second;
 * without a terminal, as one line per epoch.
 */
final class ProgressBar implements TrainingListener {

  private static final int WIDTH = 24;
  private static final long MIN_INTERVAL_NANOS = 200_000_000;

  private final String title;
  private final Consumer<String> sink;
  private final boolean inPlace;
  private final Runnable endLine;
  private final Consumer<String> messageSink;
  private double loss = Double.NaN;
  private double error = Double.NaN;
  private long lastUpdateNanos;

  ProgressBar(String title, PrintStream out) {
    this(title, out, System.console() != null && System.getenv("CI") == null);
  }

  ProgressBar(String title, Consumer<String> sink) {
    this(title, sink, true, () -> {}, System.out::println);
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
      String title,
      Consumer<String> sink,
      boolean inPlace,
      Runnable endLine,
      Consumer<String> messageSink) {
    this.title = title;
    this.sink = sink;
    this.inPlace = inPlace;
    this.endLine = endLine;
    this.messageSink = messageSink;
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
    } else if (history.stoppedEarly()) {
      endLine.run();
      messageSink.accept(
          "Stopped early, after epoch %d of %d: the validation error was lowest after epoch %d."
              .formatted(progress.epoch(), progress.totalEpochs(), history.bestEpoch()));
    }
  }

  @Override
  public void onWarning(String message) {
    endLine.run();
    messageSink.accept(message);
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
