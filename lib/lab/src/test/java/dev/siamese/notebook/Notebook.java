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
 * A notebook as it is in the repository.
 *
 * @param file where it is
 * @param kernel the name of the kernel that runs it
 * @param fullRun the {@link #fingerprint} of the code that its outputs come from, empty if that was
 *     a short run or one by hand
 * @param code its code cells, in their order
 */
record Notebook(Path file, String kernel, String fullRun, List<Cell> code) {

  private static final Path FOLDER = Path.of("notebooks");

  /**
   * A code cell with what its last run showed.
   *
   * @param number of the cell among all of the notebook's, from 1
   * @param count in which turn it ran, 0 if it has not
   */
  record Cell(int number, int count, String source, List<JsonObject> outputs) {

    List<String> lines() {
      return source.lines().toList();
    }

    /** What is Java in it: all but the kernel's own commands. */
    String java() {
      return source.lines().filter(line -> !line.startsWith("%")).collect(Collectors.joining("\n"));
    }

    long pictures() {
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

  /** All notebooks of the repository, in the order of their names. */
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
      }
    }
    var metadata = json.getAsJsonObject("metadata");
    var kernel = metadata.getAsJsonObject("kernelspec").get("name");
    var fullRun = metadata.has("full_run") ? metadata.get("full_run").getAsString() : "";
    return new Notebook(file, kernel.getAsString(), fullRun, code);
  }

  /** Jupyter writes text as one string or as a list of lines. */
  private static String text(JsonElement source) {
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

  /** The SHA-256 of its code, as {@code execute.py} notes it down after a full run. */
  String fingerprint() {
    var all = code.stream().map(Cell::source).collect(Collectors.joining("\n"));
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(all.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every Java has it
    }
  }

  /** The file's name. */
  String name() {
    return file.getFileName().toString();
  }

  /** Its name, as tests are called after it. */
  @Override
  public String toString() {
    return name();
  }
}
