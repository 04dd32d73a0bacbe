package dev.siamese.doctor;

/**
 * The result of one check.
 *
 * @param name what was checked
 * @param ok whether nothing needs to be done
 * @param text what was found
 * @param advice what to do, in one sentence; empty if {@code ok}
 */
public record Finding(String name, boolean ok, String text, String advice) {

  static Finding ok(String name, String text, Object... arguments) {
    return new Finding(name, true, formatted(text, arguments), "");
  }

  /** The same finding as a problem. */
  Finding withAdvice(String advice, Object... arguments) {
    return new Finding(name, false, text, formatted(advice, arguments));
  }

  private static String formatted(String text, Object... arguments) {
    return arguments.length == 0 ? text : text.formatted(arguments);
  }

  /** {@code ✓ Java: 17.0.15} or {@code ! Java: 11.0.2. Install JDK 17 or newer.} */
  @Override
  public String toString() {
    return ok ? "✓ %s: %s".formatted(name, text) : "! %s: %s. %s".formatted(name, text, advice);
  }
}
