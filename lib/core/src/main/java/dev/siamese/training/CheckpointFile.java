package dev.siamese.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The checkpoint of one run: where it is, and when it is written. */
final class CheckpointFile {

  private final Path file; // null for none
  private final Duration interval;
  private final String fingerprint;
  private long written = System.nanoTime();

  /**
   * A checkpoint that is not read or written yet.
   *
   * @param file null for none
   * @param interval between two checkpoints within an epoch
   * @param fingerprint of the run
   */
  CheckpointFile(Path file, Duration interval, String fingerprint) {
    this.file = file;
    this.interval = interval;
    this.fingerprint = fingerprint;
  }

  /** Restores the state from the file; returns false if there is none. */
  boolean read(RunState state) {
    if (file == null || !Files.exists(file)) {
      return false;
    }
    var saved = Checkpoint.read(file, fingerprint);
    if (!state.fits(saved)) {
      throw new IllegalStateException(
          "the checkpoint %s is damaged or holds NaN: delete it to start the run again"
              .formatted(file));
    }
    state.restore(saved);
    return true;
  }

  /** Whether the last one is older than the interval. */
  boolean isDue() {
    return file != null && System.nanoTime() - written > interval.toNanos();
  }

  /** Writes the state to the file; does nothing without one. */
  void write(RunState state) {
    if (file != null) {
      state.toCheckpoint(fingerprint).write(file);
      written = System.nanoTime();
    }
  }
}
