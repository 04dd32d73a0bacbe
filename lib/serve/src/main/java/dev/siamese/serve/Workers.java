package dev.siamese.serve;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads of requests. */
final class Workers {

  private static final int POOL = 64; // threads

  private Workers() {}

  /** A virtual thread per request where the JDK has them (21 and newer), else a pool. */
  static ExecutorService start() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) { // also where they are a preview
      return Executors.newFixedThreadPool(
          POOL,
          task -> {
            var thread = new Thread(task, "request");
            thread.setDaemon(true);
            return thread;
          });
    }
  }
}
