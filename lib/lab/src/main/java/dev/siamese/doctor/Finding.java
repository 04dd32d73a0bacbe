package dev.siamese.doctor;

/**
 * One thing that was looked at.
 *
 * @param name what it is
 * @param ok whether it is as it should be
 * @param text how it is
 * @param advice what to do, in one sentence; empty where nothing needs to be done
 */
public record Finding(String name, boolean ok, String text, String advice) {

  static Finding ok(String name, String text, Object... arguments) {
    return new Finding(name, true, formatted(text, arguments), "");
  }

  /** The same thing, not as it should be. */
  Finding withAdvice(String advice, Object... arguments) {
    return new Finding(name, false, text, formatted(advice, arguments));
  }

  private static String formatted(String text, Object... arguments) {
    return arguments.length == 0 ? text : text.formatted(arguments);
  }

  /** {@code ✓ Java: 17.0.15} or {@code ! Java: 11.0.2. Install a JDK, 17 or newer.} */
  @Override
  public String toString() {
    return ok ? "✓ %s: %s".formatted(name, text) : "! %s: %s. %s".formatted(name, text, advice);
  }
}
