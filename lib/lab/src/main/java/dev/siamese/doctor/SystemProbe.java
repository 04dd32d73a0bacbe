package dev.siamese.doctor;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** Reads files, programs and class path resources; what is missing is null, empty or 0. */
final class SystemProbe {

  private static final int TIMEOUT_SECONDS = 20;

  private SystemProbe() {}

  /** The text of a file; null if it cannot be read. */
  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return null;
    }
  }

  /** The output of a program; null if it is missing, fails or takes longer than 20 s. */
  static String output(String... command) {
    try {
      var file = Files.createTempFile("output", ".txt");
      try {
        var process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(file.toFile())
                .start();
        boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        return ended && process.exitValue() == 0 ? read(file) : null;
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      return null; // there is no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** The output of {@code mvn -version}. */
  static String mavenVersion() {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    return output(windows ? "mvn.cmd" : "mvn", "-version");
  }

  /** The GPUs that nvidia-smi lists, such as {@code GPU 0: NVIDIA L4}. */
  static List<String> gpus() {
    var listed = output("nvidia-smi", "--list-gpus");
    return listed == null
        ? List.of()
        : listed
            .lines()
            .filter(line -> line.startsWith("GPU "))
            .map(line -> line.replaceFirst(" \\(UUID.*", ""))
            .toList();
  }

  /** The jar or folder that this class was loaded from. */
  static Path codeLocation() {
    try {
      return Path.of(SystemProbe.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the class path contains an invalid URL", e);
    }
  }

  /** When a file, or the newest file of a folder, was changed, in milliseconds since 1970. */
  static long lastModified(Path path) {
    try (var files = Files.walk(path)) {
      return files
          .map(Path::toFile)
          .filter(File::isFile)
          .mapToLong(File::lastModified)
          .max()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  /** A property in a properties file on the class path. */
  static String property(String file, String key) {
    var url = resource(file);
    if (url == null) {
      return null;
    }
    try (var stream = url.openStream()) {
      var properties = new Properties();
      properties.load(stream);
      return properties.getProperty(key);
    } catch (IOException e) {
      return null;
    }
  }

  /** The jar or folder that PyTorch's native library is loaded from; empty if DJL downloads it. */
  static String nativeSource() {
    var configured = System.getenv("PYTORCH_LIBRARY_PATH");
    if (configured != null) {
      return configured;
    }
    var bundled = resource("native/lib/pytorch.properties");
    if (bundled == null) {
      return "";
    }
    var jar = bundled.toString().replaceFirst("!.*$", "");
    return jar.substring(jar.lastIndexOf('/') + 1);
  }

  private static URL resource(String name) {
    return SystemProbe.class.getClassLoader().getResource(name);
  }
}
