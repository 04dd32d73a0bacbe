package dev.siamese.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A committed notebook.
 *
 * @param file its path
 * @param kernel name of the kernel
 * @param fullRun the {@link #fingerprint} of the code that produced the outputs; empty if a short
 *     or interactive run did
 * @param code the code cells in order
 * @param markdown the texts of the markdown cells in order
 */
record Notebook(Path file, String kernel, String fullRun, List<Cell> code, List<String> markdown) {

  /** The code that the kernel runs before the first cell. */
  static final Path STARTUP = Path.of("notebooks/.tools/startup.jshell");

  private static final Path FOLDER = Path.of("notebooks");

  /**
   * A code cell with its outputs.
   *
   * @param number of the cell among all cells, from 1
   * @param count execution count; 0 if it has not run
   */
  record Cell(int number, int count, String source, List<JsonObject> outputs) {

    List<String> lines() {
      return source.lines().toList();
    }

    /** The Java code, without the kernel's magics. */
    String java() {
      return source.lines().filter(line -> !line.startsWith("%")).collect(Collectors.joining("\n"));
    }

    long images() {
      return outputs.stream()
          .filter(output -> output.has("data"))
          .filter(output -> output.getAsJsonObject("data").has("image/png"))
          .count();
    }

    boolean failed() {
      return outputs.stream()
          .anyMatch(output -> output.get("output_type").getAsString().equals("error"));
    }
  }

  /** All notebooks, by name. */
  static List<Notebook> all() {
    try (var files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(".ipynb"))
          .sorted()
          .map(Notebook::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Notebook read(Path file) {
    JsonObject json;
    try {
      json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var cells = json.getAsJsonArray("cells");
    var code = new ArrayList<Cell>();
    var markdown = new ArrayList<String>();
    for (int i = 0; i < cells.size(); i++) {
      var cell = cells.get(i).getAsJsonObject();
      if (cell.get("cell_type").getAsString().equals("code")) {
        var count = cell.get("execution_count");
        code.add(
            new Cell(
                i + 1,
                count.isJsonNull() ? 0 : count.getAsInt(),
                text(cell.get("source")),
                objects(cell.getAsJsonArray("outputs"))));
      } else {
        markdown.add(text(cell.get("source")));
      }
    }
    var metadata = json.getAsJsonObject("metadata");
    var kernel = metadata.getAsJsonObject("kernelspec").get("name");
    var fullRun = metadata.has("full_run") ? metadata.get("full_run").getAsString() : "";
    return new Notebook(file, kernel.getAsString(), fullRun, code, markdown);
  }

  /** Text in a notebook is a string or a list of lines. */
  static String text(JsonElement source) {
    return source.isJsonArray()
        ? StreamSupport.stream(source.getAsJsonArray().spliterator(), false)
            .map(JsonElement::getAsString)
            .collect(Collectors.joining())
        : source.getAsString();
  }

  private static List<JsonObject> objects(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  /** The SHA-256 of the code, as {@code execute.py} stores it after a full run. */
  String fingerprint() {
    var all = code.stream().map(Cell::source).collect(Collectors.joining("\n"));
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(all.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every JDK provides it
    }
  }

  /** The file name. */
  String name() {
    return file.getFileName().toString();
  }

  /** The file name, as the name of a test. */
  @Override
  public String toString() {
    return name();
  }
}
