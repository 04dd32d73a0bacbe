import dev.siamese.doctor.UserMessage;
import java.util.Arrays;
import java.util.Locale;
import picocli.CommandLine;

/** Runs the command of a script: all scripts print numbers and report failures alike. */
final class Script {

  private static final String STACK_TRACE = "--stacktrace";

  private Script() {}

  /**
   * Runs a command and ends Java with the command's exit code, or with 2 when it fails in any way,
   * since 1 is an answer of some scripts. The option {@code --stacktrace}, which all scripts have,
   * prints the stack trace of a failure.
   */
  static void run(Object command, String... arguments) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // programs read these numbers too
    if (Arrays.asList(arguments).contains(STACK_TRACE)) {
      System.setProperty(UserMessage.STACK_TRACE_PROPERTY, "true");
    }
    var others = Arrays.stream(arguments).filter(each -> !each.equals(STACK_TRACE));
    System.exit(exitCode(command, others.toArray(String[]::new)));
  }

  private static int exitCode(Object command, String... arguments) {
    try {
      return new CommandLine(command)
          .setCaseInsensitiveEnumValuesAllowed(true)
          .setExecutionExceptionHandler((error, line, result) -> UserMessage.report(error))
          .execute(arguments);
    } catch (Throwable error) { // picocli catches exceptions only, not errors
      return UserMessage.report(error);
    }
  }
}
