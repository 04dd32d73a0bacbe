package dev.siamese.tensor.internal;

import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/** Runs code without recording gradients, like {@code torch.no_grad()}. */
public final class NoGrad {

  private NoGrad() {}

  /**
   * Switches gradient recording off in this thread, computes the result, and restores the mode.
   *
   * <p>The mode is per thread, and a notebook may run each cell on another thread: so it is set
   * around every inference.
   *
   * @param <T> the type of the result
   * @param work what to compute
   * @return the result
   */
  public static <T> T get(Supplier<T> work) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    try {
      return work.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  /**
   * As {@link #get}, without a result.
   *
   * @param work what to do
   */
  public static void run(Runnable work) {
    get(
        () -> {
          work.run();
          return null;
        });
  }
}
