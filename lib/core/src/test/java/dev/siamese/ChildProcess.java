package dev.siamese;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Java processes with the class path of the test, which are killed at random moments if wished.
 *
 * @param main the class whose {@code main} runs
 * @param folder of the crash log of the JVM, which must not appear
 * @param random of the moments
 */
public record ChildProcess(Class<?> main, Path folder, Random random) {

  /** How many processes the tests of the profile {@code soak} kill, each. */
  public static final int MANY = Integer.getInteger("kills", 50);

  private static final int MAX_MILLIS = 20; // from a line to the kill

  /**
   * With random moments.
   *
   * @param main the class whose {@code main} runs
   * @param folder of the crash log
   */
  public ChildProcess(Class<?> main, Path folder) {
    this(main, folder, new Random(System.nanoTime()));
  }

  /**
   * {@return a started process, whose errors are in its output}
   *
   * @param shell the command before that of Java
   * @param arguments of {@code main}
   * @throws IOException if it cannot be started
   */
  public Process start(List<String> shell, String... arguments) throws IOException {
    var command = new ArrayList<>(shell);
    command.addAll(command(List.of(), List.of(arguments)));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /**
   * {@return the command of a process}
   *
   * @param options of the JVM
   * @param arguments of {@code main}
   */
  public List<String> command(List<String> options, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:ErrorFile=" + crashLog());
    command.add("-XX:-UsePerfData");
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return command;
  }

  /** {@return the file that exists if the JVM has crashed} */
  public Path crashLog() {
    return folder.resolve("crash.log");
  }

  /**
   * {@return the lines of digits, or of {@code saved}, that a process printed before it was killed,
   * a random moment after a random one of the first lines}
   *
   * @param lastLine the number of lines to choose from
   * @param arguments of {@code main}
   * @throws IOException if it cannot be started
   * @throws InterruptedException if this thread is interrupted
   */
  public List<String> kill(int lastLine, String... arguments)
      throws IOException, InterruptedException {
    int line = 1 + random.nextInt(lastLine);
    var process = start(List.of(), arguments);
    var lines = new ArrayList<String>();
    var others = new ArrayList<String>();
    try (var output = process.inputReader()) {
      for (var next = output.readLine(); next != null; next = output.readLine()) {
        (next.matches("\\d+|saved") ? lines : others).add(next);
        if (lines.size() == line) {
          Thread.sleep(random.nextInt(MAX_MILLIS));
          process.toHandle().destroyForcibly();
          line = -1;
        }
      }
    }
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertTrue(Files.notExists(crashLog()));
    assertTrue(!lines.isEmpty(), () -> "the process wrote nothing but " + others);
    return lines;
  }

  /**
   * Checks that a killed process has left no more than its last temporary file.
   *
   * @param file that it wrote
   * @throws IOException if the folder cannot be listed
   */
  public static void assertFewParts(Path file) throws IOException {
    var parts = parts(file, "\\.[0-9a-f-]{36}\\.part");
    assertTrue(parts.size() <= 1, parts.toString());
  }

  /**
   * Checks that there is no temporary file.
   *
   * @param file that was written
   * @throws IOException if the folder cannot be listed
   */
  public static void assertNoParts(Path file) throws IOException {
    assertEquals(List.of(), parts(file, ".*\\.part"));
  }

  private static List<Path> parts(Path file, String rest) throws IOException {
    var name = Pattern.quote(file.getFileName().toString()) + rest;
    try (var files = Files.list(file.getParent())) {
      return files.filter(each -> each.getFileName().toString().matches(name)).toList();
    }
  }
}
