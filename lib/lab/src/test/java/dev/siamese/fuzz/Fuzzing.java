package dev.siamese.fuzz;

import dev.siamese.data.DataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What every reader guarantees for any input: a value or a {@link DataException}, soon. */
public final class Fuzzing {

  private static final boolean IS_SEARCH =
      !System.getenv().getOrDefault("JAZZER_FUZZ", "").isEmpty();
  private static final double MAX_SECONDS = IS_SEARCH ? 30 : 5; // classes are instrumented
  private static final Path FOLDER = folder();

  private Fuzzing() {}

  /** Reads a file. */
  @FunctionalInterface
  public interface Reader {

    /**
     * Reads it.
     *
     * @param file with the input
     */
    void read(Path file);
  }

  private static Path folder() {
    try {
      var folder = Files.createTempDirectory("fuzzing");
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    try (var files = Files.walk(folder)) {
                      files
                          .sorted((a, b) -> b.compareTo(a))
                          .forEach(file -> file.toFile().delete());
                    } catch (IOException e) {
                      throw new UncheckedIOException(e);
                    }
                  }));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the input as a file of that name. Whatever else than {@link DataException} it throws, and
   * more than 5 seconds of CPU time (30 in a search), fails the test.
   *
   * @param input the content of the file
   * @param name of the file
   * @param reader reads it
   */
  public static void read(byte[] input, String name, Reader reader) {
    long start = cpuNanos();
    try {
      reader.read(Files.write(FOLDER.resolve(name), input));
    } catch (DataException e) {
      requireMessage(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    requireSoon(start);
  }

  /**
   * Reads the input as text.
   *
   * @param allowed the documented exception
   * @param reader reads it
   */
  public static void parse(Class<? extends RuntimeException> allowed, Runnable reader) {
    long start = cpuNanos();
    try {
      reader.run();
    } catch (RuntimeException e) {
      if (e.getClass() != allowed) {
        throw e;
      }
      requireMessage(e);
    }
    requireSoon(start);
  }

  private static void requireMessage(RuntimeException e) {
    if (e.getMessage() == null || e.getMessage().isBlank()) {
      throw new AssertionError("an exception without a message", e);
    }
  }

  /** Of this thread: other processes do not count. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void requireSoon(long start) {
    double seconds = (cpuNanos() - start) * 1e-9;
    if (seconds > MAX_SECONDS) {
      throw new AssertionError("the reader took %.1f s".formatted(seconds));
    }
  }

  /**
   * {@return a zip file of these entries, so that not only its frame is mutated}
   *
   * @param entries by their names
   */
  public static byte[] zip(Map<String, byte[]> entries) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.setLevel(0);
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
