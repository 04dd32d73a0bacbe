package dev.siamese.engine;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/**
 * Keeps large activations in the C heap, in huge pages, instead of giving them back to the system
 * after every step: on Linux that is worth more than the arithmetic of a small network. Other
 * systems are left as they are.
 */
final class Allocator {

  private static final int M_TRIM_THRESHOLD = -1;
  private static final int M_MMAP_THRESHOLD = -3;
  private static final int ONE_GIB = 1 << 30;

  private Allocator() {}

  /** Must run before the native library loads, because libtorch reads the variable only once. */
  static void tune() {
    if (!Platform.isLinux()) {
      return;
    }
    try {
      var libc = NativeLibrary.getInstance("c");
      libc.getFunction("setenv").invokeInt(new Object[] {"THP_MEM_ALLOC_ENABLE", "1", 0});
      var mallopt = libc.getFunction("mallopt");
      mallopt.invokeInt(new Object[] {M_MMAP_THRESHOLD, ONE_GIB});
      mallopt.invokeInt(new Object[] {M_TRIM_THRESHOLD, ONE_GIB});
    } catch (UnsatisfiedLinkError e) {
      System.getLogger(Allocator.class.getName())
          .log(System.Logger.Level.DEBUG, "no glibc here: the allocator stays as it is", e);
    }
  }
}
