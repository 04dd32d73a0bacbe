package dev.siamese.engine;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/**
 * What the C library must be told on Linux before libtorch loads; other systems are left as they
 * are, and so is what the environment says already.
 *
 * <p>Large activations stay in the heap, in huge pages, instead of going back to the system after
 * every step: that is worth more than the arithmetic of a small network. And threads that wait for
 * each other go to sleep soon: spinning for long, as is the default, makes training many times
 * slower as soon as another process wants a processor.
 */
final class NativeSettings {

  private static final int M_TRIM_THRESHOLD = -1;
  private static final int M_MMAP_THRESHOLD = -3;
  private static final int ONE_GIB = 1 << 30;

  private NativeSettings() {}

  /** Must run before the native library loads: both variables are read only once. */
  static void apply() {
    if (!Platform.isLinux()) {
      return;
    }
    try {
      var libc = NativeLibrary.getInstance("c");
      var setenv = libc.getFunction("setenv");
      setenv.invokeInt(new Object[] {"THP_MEM_ALLOC_ENABLE", "1", 0});
      setenv.invokeInt(new Object[] {"GOMP_SPINCOUNT", "10000", 0});
      var mallopt = libc.getFunction("mallopt");
      mallopt.invokeInt(new Object[] {M_MMAP_THRESHOLD, ONE_GIB});
      mallopt.invokeInt(new Object[] {M_TRIM_THRESHOLD, ONE_GIB});
    } catch (UnsatisfiedLinkError e) {
      System.getLogger(NativeSettings.class.getName())
          .log(System.Logger.Level.DEBUG, "no glibc here: nothing to set", e);
    }
  }
}
