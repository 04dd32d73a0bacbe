package dev.siamese.tensor.internal;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** A read-write lock for native memory: work does not run after the memory is released. */
public final class CloseableLock {

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final String closedMessage;
  private boolean closed; // guarded by the lock

  /**
   * An open lock.
   *
   * @param closedMessage of the exception after it is closed
   */
  public CloseableLock(String closedMessage) {
    this.closedMessage = closedMessage;
  }

  /**
   * {@return the result of work while no other thread writes or closes}
   *
   * @param <T> the type of the result
   * @param work to run; must not write or close
   * @throws IllegalStateException if this is closed, or the thread is interrupted while it waits
   */
  public <T> T read(Supplier<T> work) {
    return locked(lock.readLock(), work);
  }

  /**
   * {@return the result of work while no other thread reads, writes or closes}
   *
   * @param <T> the type of the result
   * @param work to run
   * @throws IllegalStateException if this is closed, this thread reads, or it is interrupted while
   *     it waits
   */
  public <T> T write(Supplier<T> work) {
    requireNotReading();
    return locked(lock.writeLock(), work);
  }

  /**
   * Releases the memory when no other thread uses it, also if this thread is interrupted.
   *
   * @param release may run again in a later call
   * @throws IllegalStateException if this thread reads
   */
  public void close(Runnable release) {
    requireNotReading();
    lock.writeLock().lock();
    try {
      closed = true;
      release.run();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private <T> T locked(Lock one, Supplier<T> work) {
    acquire(one);
    try {
      if (closed) {
        throw new IllegalStateException(closedMessage);
      }
      return work.get();
    } finally {
      one.unlock();
    }
  }

  /** A thread that is interrupted before the call acquires a lock that is free. */
  private static void acquire(Lock lock) {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (!lock.tryLock()) {
        throw new IllegalStateException(
            "interrupted while another thread changes the weights, such as in training", e);
      }
    }
  }

  /** A thread that waited for its own reading would wait forever. */
  private void requireNotReading() {
    if (lock.getReadHoldCount() > 0 && !lock.isWriteLockedByCurrentThread()) {
      throw new IllegalStateException(
          "work that reads cannot change or close what it reads: do it afterwards");
    }
  }
}
