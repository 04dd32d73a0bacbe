package dev.siamese.spark;

import dev.siamese.data.DataException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.SparkException;
import org.apache.spark.sql.SparkSession;

/** Starts Spark, and says in one sentence why a job failed. */
public final class SparkSessions {

  private static final int CONNECT_MILLIS = 5_000;
  private static final Pattern STANDALONE = Pattern.compile("spark://([^:,/]+):(\\d+)");

  private SparkSessions() {}

  /**
   * Starts Spark.
   *
   * @param master such as {@code local[*]}, {@code spark://host:7077} or {@code yarn}
   * @param settings of Spark by their names, which replace the defaults
   * @return the session, which the caller stops
   * @throws DataException if the master is invalid or cannot be reached
   */
  public static SparkSession open(String master, Map<String, String> settings) {
    var address = STANDALONE.matcher(master);
    if (address.matches()) {
      connect(master, address.group(1), Integer.parseInt(address.group(2)));
    }
    var builder =
        SparkSession.builder()
            .master(master)
            .appName("siamese")
            .config("spark.ui.enabled", false)
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.parquet.compression.codec", "zstd");
    if (master.startsWith("local")) { // not by the name of the host, which may not resolve
      builder
          .config("spark.driver.host", "localhost")
          .config("spark.driver.bindAddress", "127.0.0.1");
    }
    settings.forEach(builder::config);
    try {
      return builder.getOrCreate();
    } catch (Exception e) { // Spark is in Scala, which declares no checked exceptions
      throw error("cannot start Spark with the master %s: %s".formatted(master, firstLine(e)), e);
    }
  }

  /** Spark itself would try for a minute, and then stop the JVM. */
  private static void connect(String master, String host, int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
    } catch (IOException | IllegalArgumentException e) {
      throw error(
          "cannot reach the master %s (%s): start it, or use local[*]"
              .formatted(master, firstLine(e)),
          e);
    }
  }

  /** Messages of Spark have many lines, of which the first is enough. */
  private static DataException error(String message, Throwable cause) {
    var error = new DataException(message);
    error.initCause(cause);
    return error;
  }

  private static String firstLine(Throwable error) {
    var message = error.getMessage();
    return message == null
        ? error.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }

  /**
   * {@return the failure of a job as an exception that says what was wrong} A failure that this
   * library caused on an executor is the cause of Spark's exception.
   *
   * @param failure of a job
   */
  static RuntimeException unwrapped(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof DataException data) {
        return data;
      }
      var trace = cause.getStackTrace();
      if (cause instanceof IllegalArgumentException
          && trace.length > 0
          && trace[0].getClassName().startsWith("dev.siamese.")) {
        return error(cause.getMessage(), cause);
      }
    }
    if (failure instanceof SparkException || !(failure instanceof RuntimeException)) {
      return error("the job on Spark failed: " + firstLine(failure), failure);
    }
    return (RuntimeException) failure;
  }
}
