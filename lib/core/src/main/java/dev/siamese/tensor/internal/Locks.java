package dev.siamese.tensor.internal;

import java.util.concurrent.locks.Lock;

/** Acquires locks in threads that may be interrupted. */
public final class Locks {

  private Locks() {}

  /**
   * Waits for a lock. An interrupt ends the wait; a thread that is interrupted before acquires a
   * lock that is free.
   *
   * @param lock that the caller releases
   * @throws IllegalStateException if the thread is interrupted; it stays so
   */
  public static void acquire(Lock lock) {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (!lock.tryLock()) {
        throw new IllegalStateException("interrupted while another thread trains the network", e);
      }
    }
  }
}
