package dev.siamese.spark;

import dev.siamese.data.DataException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/**
 * A file that is sent once to each executor, where it is loaded once: all tasks of a JVM share what
 * was loaded, by the SHA-256 of the file. Thread-safe.
 */
final class Shipped implements Serializable {

  private static final long serialVersionUID = 1;
  private static final Map<String, Object> LOADED = new ConcurrentHashMap<>();

  private final Broadcast<byte[]> bytes;
  private final String sha256;

  Shipped(SparkSession spark, byte[] file) {
    bytes = JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(file);
    sha256 = sha256(file);
  }

  /**
   * What the file holds; the first call in a JVM loads it.
   *
   * @param loader reads the file; must not keep it open
   */
  <T> T get(Class<T> type, Function<Path, T> loader) {
    return type.cast(LOADED.computeIfAbsent(sha256 + type, unused -> load(bytes.value(), loader)));
  }

  static <T> T load(byte[] content, Function<Path, T> loader) {
    try {
      var file = Files.createTempFile("siamese", ".zip");
      try {
        Files.write(file, content);
        return loader.apply(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new DataException("cannot write a temporary file on an executor", e);
    }
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
