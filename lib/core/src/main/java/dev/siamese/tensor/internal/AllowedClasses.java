package dev.siamese.tensor.internal;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The classes that a file may name: those of this library, those whose values this process has
 * written itself, and those that the system property {@value #PROPERTY} lists. Any other class is
 * not even looked up.
 */
final class AllowedClasses {

  /** Full class names, or packages followed by {@code .*}, separated by commas. */
  static final String PROPERTY = "dev.siamese.allowedClasses";

  private static final String OWN = "dev.siamese.";
  private static final Set<String> WRITTEN = ConcurrentHashMap.newKeySet();

  private AllowedClasses() {}

  /** Allows the class of a value of this process, which is initialised already, and returns it. */
  static Class<?> written(Class<?> type) {
    if (!type.getName().startsWith(OWN)) {
      WRITTEN.add(type.getName());
    }
    return type;
  }

  /**
   * The class of that full name, not initialised.
   *
   * @throws ClassNotFoundException if there is none
   * @throws IllegalArgumentException if it is not allowed
   */
  static Class<?> find(String name, ClassLoader loader) throws ClassNotFoundException {
    if (!name.startsWith(OWN) && !WRITTEN.contains(name) && !isListed(name)) {
      throw new IllegalArgumentException(
          "the class \"%s\" is not of this library, and a file may name others only if you allow them: if you trust the file, start Java with -D%s=%s"
              .formatted(name, PROPERTY, name));
    }
    return Class.forName(name, false, loader);
  }

  private static boolean isListed(String name) {
    return Arrays.stream(System.getProperty(PROPERTY, "").split(","))
        .map(String::strip)
        .anyMatch(
            each ->
                each.endsWith(".*")
                    ? name.startsWith(each.substring(0, each.length() - 1)) && each.length() > 2
                    : each.equals(name));
  }
}
