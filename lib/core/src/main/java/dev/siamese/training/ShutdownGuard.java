package dev.siamese.training;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stops a run after the current step when the JVM shuts down, for example on SIGTERM or Ctrl-C.
 *
 * <p>Unloading libtorch during a step crashes the process. The shutdown therefore waits for the
 * step, and the training thread is blocked from then on.
 */
final class ShutdownGuard implements AutoCloseable {

  private static final int MAX_SECONDS = 60; // for a step or a validation

  private final Runnable beforeEnd;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread hook = new Thread(this::awaitStop, "end of training");
  private volatile boolean shuttingDown;

  /**
   * Watches for a shutdown until it is closed.
   *
   * @param beforeEnd runs in the training thread before the process ends
   */
  ShutdownGuard(Runnable beforeEnd) {
    this.beforeEnd = beforeEnd;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void awaitStop() {
    shuttingDown = true;
    try {
      stopped.await(MAX_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does not return if the JVM is shutting down. */
  void check() {
    if (shuttingDown) {
      try {
        beforeEnd.run();
      } finally {
        end();
      }
    }
  }

  private void end() {
    stopped.countDown();
    while (true) { // until the JVM has ended
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        // nothing may run in this thread any more
      }
    }
  }

  @Override
  public void close() {
    check();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) { // the shutdown has just begun
      end();
    }
  }
}
