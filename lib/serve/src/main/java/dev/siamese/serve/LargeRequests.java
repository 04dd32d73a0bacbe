package dev.siamese.serve;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds the memory of requests with large bodies or images: a few run at the same time, others
 * wait.
 */
final class LargeRequests {

  static final int LARGE_BYTES = 1 << 20; // of a body
  static final int LARGE_PIXELS = 1_000_000;

  private static final int BYTES_PER_BYTE = 6; // as text, JSON and decoded
  private static final int BYTES_PER_PIXEL = 16; // two images, as int and as three channels
  private static final int WAIT_SECONDS = 30;

  private final Semaphore permits;

  /** Allows as many as a quarter of the heap holds, at least one. */
  LargeRequests(ServerOptions options) {
    long each =
        (long) options.maxBodyBytes() * BYTES_PER_BYTE
            + (long) options.maxPixels() * BYTES_PER_PIXEL;
    permits = new Semaphore((int) Math.max(1, Runtime.getRuntime().maxMemory() / 4 / each), true);
  }

  /**
   * Waits for a permit.
   *
   * @throws HttpError 503 if there is none for a long time
   */
  void acquire() {
    try {
      if (!permits.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new HttpError(503, "too many large requests at the same time: try again later");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HttpError(503, "the server is stopping: try again later");
    }
  }

  void release() {
    permits.release();
  }
}
