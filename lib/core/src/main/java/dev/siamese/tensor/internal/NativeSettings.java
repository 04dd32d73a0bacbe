package dev.siamese.tensor.internal;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the C library must be told on Linux before libtorch loads; other systems are left as they
 * are, and so is what the environment says already.
 *
 * <p>Large activations stay in the heap, in huge pages, instead of going back to the system after
 * every step: that is worth more than the arithmetic of a small network. And threads that wait for
 * each other go to sleep soon: spinning for long, as is the default, makes training many times
 * slower as soon as another process wants a processor.
 */
public final class NativeSettings {

  private static final int M_TRIM_THRESHOLD = -1;
  private static final int M_MMAP_THRESHOLD = -3;
  private static final int ONE_GIB = 1 << 30;
  private static final Map<String, String> ENVIRONMENT =
      new TreeMap<>(Map.of("THP_MEM_ALLOC_ENABLE", "1", "GOMP_SPINCOUNT", "10000"));

  private static final State STATE = set();

  private NativeSettings() {}

  /**
   * What is in force.
   *
   * @param supported whether this system is one that is told anything
   * @param environment the variables as the native library finds them; where it was set already,
   *     not as wanted
   * @param retainsFreedMemory whether the C library has agreed to keep freed memory; only glibc can
   */
  public record State(
      boolean supported, Map<String, String> environment, boolean retainsFreedMemory) {}

  /** Must run before the native library loads: both variables are read only once. */
  public static void apply() {
    state();
  }

  /** What is in force, set now if it was not yet. */
  public static State state() {
    return STATE;
  }

  private static State set() {
    if (!Platform.isLinux()) {
      return new State(false, Map.of(), false);
    }
    var environment = new LinkedHashMap<String, String>();
    try {
      var libc = NativeLibrary.getInstance("c");
      var setenv = libc.getFunction("setenv");
      var getenv = libc.getFunction("getenv");
      for (var variable : ENVIRONMENT.entrySet()) {
        setenv.invokeInt(new Object[] {variable.getKey(), variable.getValue(), 0});
        var found = getenv.invokeString(new Object[] {variable.getKey()}, false);
        environment.put(variable.getKey(), found);
      }
      var mallopt = libc.getFunction("mallopt");
      int large = mallopt.invokeInt(new Object[] {M_MMAP_THRESHOLD, ONE_GIB});
      int top = mallopt.invokeInt(new Object[] {M_TRIM_THRESHOLD, ONE_GIB});
      return new State(true, environment, large == 1 && top == 1);
    } catch (UnsatisfiedLinkError e) {
      System.getLogger(NativeSettings.class.getName())
          .log(System.Logger.Level.DEBUG, "no glibc here: nothing to set", e);
      return new State(true, environment, false);
    }
  }
}
