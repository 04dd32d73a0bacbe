package dev.siamese.catalog;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import dev.siamese.data.Sequences;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads time series of the UCR and UEA archives in their format {@code .ts}: comments behind {@code
 * #}, a header of keys behind {@code @}, and below {@code @data} a line for each series, its values
 * between commas, its channels and at last its class between colons.
 *
 * <p>A missing value, {@code ?}, is put on the straight line between its neighbours in time.
 */
final class TsFile {

  private final Path file;
  private final List<float[]> series = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();
  private List<String> classes;
  private boolean mayBeMissing = true;
  private int length; // as the header states, 0 if it does not
  private boolean equalLength;
  private int channels;
  private int line;
  private boolean inData;

  private TsFile(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @throws DataException if it is missing or damaged, naming the line
   */
  static Sequences read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new DataException("there is no file " + file);
    }
    return new TsFile(file).read();
  }

  private Sequences read() {
    try (var text = Files.newBufferedReader(file)) {
      for (var next = text.readLine(); next != null; next = text.readLine()) {
        line++;
        var content = (line == 1 ? next.replaceFirst("^\uFEFF", "") : next).strip();
        if (content.isEmpty() || content.startsWith("#")) {
          continue;
        } else if (inData) {
          series(content);
        } else {
          header(content);
        }
      }
    } catch (CharacterCodingException e) {
      throw new DataException(file + " is no text");
    } catch (IOException e) {
      throw new DataException("cannot read " + file, e);
    }
    if (!inData) {
      throw new DataException(file + " has no line @data: it is no .ts file, or truncated");
    }
    if (series.isEmpty()) {
      throw new DataException(file + " has no series below @data: it is truncated");
    }
    return new Sequences(
        channels,
        series.toArray(float[][]::new),
        labels.stream().mapToInt(Integer::intValue).toArray(),
        classes.stream().map(name -> new ClassInfo(name, "")).toList());
  }

  private void header(String content) {
    var words = content.split("\\s+");
    var key = words[0].toLowerCase(Locale.ROOT);
    switch (key) {
      case "@classlabel" -> classes = classes(words);
      case "@missing" -> mayBeMissing = isTrue(words);
      case "@equallength" -> equalLength = isTrue(words);
      case "@serieslength" -> length = number(words);
      case "@timestamps" -> {
        if (isTrue(words)) {
          throw error("its values have time stamps, which cannot be read here");
        }
      }
      case "@data" -> {
        if (classes == null) {
          throw error("the data begins, but no @classLabel came before it");
        }
        inData = true;
      }
      default -> {
        if (!key.startsWith("@")) {
          throw error("\"%s\" stands before @data, and is no key".formatted(shortened(content)));
        }
        // other keys, such as the name, say nothing that the data does not say
      }
    }
  }

  private List<String> classes(String[] words) {
    if (words.length < 3 || !isTrue(words)) {
      throw error("the series have no classes, and cannot be told apart without");
    }
    return List.of(words).subList(2, words.length);
  }

  private boolean isTrue(String[] words) {
    var value = words.length > 1 ? words[1].toLowerCase(Locale.ROOT) : "";
    if (!value.equals("true") && !value.equals("false")) {
      throw error("%s must be true or false, not \"%s\"".formatted(words[0], value));
    }
    return value.equals("true");
  }

  private int number(String[] words) {
    if (words.length != 2 || !words[1].matches("[1-9]\\d{0,8}")) {
      throw error(words[0] + " must be a number of steps");
    }
    return Integer.parseInt(words[1]);
  }

  private void series(String content) {
    var parts = content.split(":", -1);
    var name = parts[parts.length - 1].strip();
    int label = classes.indexOf(name);
    if (label < 0) {
      throw error(
          "it ends in \"%s\", which is none of the classes %s: it is truncated or has no class"
              .formatted(shortened(name), String.join(", ", classes)));
    }
    if (channels == 0) {
      channels = Math.max(1, parts.length - 1);
    }
    if (parts.length - 1 != channels) {
      throw error(
          "it has %d channels, not %d as those before".formatted(parts.length - 1, channels));
    }
    float[] interleaved = null;
    for (int c = 0; c < channels; c++) {
      var values = values(parts[c]);
      if (interleaved == null) {
        interleaved = new float[channels * values.length];
        checkLength(values.length);
      } else if (values.length * channels != interleaved.length) {
        throw error(
            "channel %d has %d values, the first one has %d"
                .formatted(c + 1, values.length, interleaved.length / channels));
      }
      for (int t = 0; t < values.length; t++) {
        interleaved[t * channels + c] = values[t];
      }
    }
    series.add(interleaved);
    labels.add(label);
  }

  private void checkLength(int found) {
    if (equalLength && length == 0) {
      length = found;
    }
    if (length > 0 && found != length) {
      throw error("it has %d values, not %d".formatted(found, length));
    }
  }

  private float[] values(String text) {
    var cells = text.split(",", -1);
    var values = new float[cells.length];
    for (int t = 0; t < cells.length; t++) {
      var cell = cells[t].strip();
      if (cell.equals("?")) {
        if (!mayBeMissing) {
          throw error("value %d is missing, but @missing is false".formatted(t + 1));
        }
        values[t] = Float.NaN;
        continue;
      }
      try {
        values[t] = Float.parseFloat(cell);
      } catch (NumberFormatException e) {
        values[t] = Float.POSITIVE_INFINITY;
      }
      if (!Float.isFinite(values[t])) {
        throw error("value %d is \"%s\", not a number".formatted(t + 1, shortened(cell)));
      }
    }
    return interpolated(values);
  }

  /** The same values with straight lines over the gaps, level ones at both ends. */
  private float[] interpolated(float[] values) {
    int known = -1; // the last place with a value
    for (int t = 0; t < values.length; t++) {
      if (Float.isNaN(values[t])) {
        continue;
      }
      for (int gap = known + 1; gap < t; gap++) {
        float part = (float) (gap - known) / (t - known);
        values[gap] = known < 0 ? values[t] : values[known] + part * (values[t] - values[known]);
      }
      known = t;
    }
    if (known < 0) {
      throw error("all of its values are missing");
    }
    for (int t = known + 1; t < values.length; t++) {
      values[t] = values[known];
    }
    return values;
  }

  private static String shortened(String text) {
    return text.length() <= 20 ? text : text.substring(0, 20) + "…";
  }

  private DataException error(String problem) {
    return new DataException("line %d of %s: %s".formatted(line, file, problem));
  }
}
