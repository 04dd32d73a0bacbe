package dev.siamese.tensor.internal;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sets malloc and OpenMP parameters on Linux before libtorch loads. Existing environment variables
 * win; other systems are left unchanged. It runs in the process, so that programs that are not
 * started by the project's scripts are as fast.
 *
 * <p>Memory of large activations stays in the heap, in huge pages, instead of going back to the
 * system after every step, which takes longer than the arithmetic of a small network. OpenMP
 * threads that wait spin only briefly before they sleep: the default makes training many times
 * slower when another process needs a CPU.
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
   * The settings in force.
   *
   * @param supported whether the system is Linux
   * @param environment the variables as native libraries see them; the values set here, or those
   *     that existed before
   * @param retainsFreedMemory whether malloc accepted the thresholds; only glibc does
   */
  public record State(
      boolean supported, Map<String, String> environment, boolean retainsFreedMemory) {}

  /** Applies the settings. Must run before libtorch loads, which reads the variables only once. */
  public static void apply() {
    state();
  }

  /**
   * Applies the settings if that has not happened yet, and returns those in force.
   *
   * @return the settings in force
   */
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
      int mmap = mallopt.invokeInt(new Object[] {M_MMAP_THRESHOLD, ONE_GIB});
      int trim = mallopt.invokeInt(new Object[] {M_TRIM_THRESHOLD, ONE_GIB});
      return new State(true, environment, mmap == 1 && trim == 1);
    } catch (UnsatisfiedLinkError e) {
      System.getLogger(NativeSettings.class.getName())
          .log(System.Logger.Level.DEBUG, "no glibc: malloc is not configured", e);
      return new State(true, environment, false);
    }
  }
}
