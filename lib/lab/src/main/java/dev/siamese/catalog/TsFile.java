package dev.siamese.catalog;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import dev.siamese.data.Sequences;
import dev.siamese.data.Targets;
import dev.siamese.tensor.internal.NearestPath;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads time series in the {@code .ts} format of the UCR and UEA archives: comments start with
 * {@code #}, header keys with {@code @}; below {@code @data} each line is a series, with its values
 * separated by commas and its channels, and at the end its class, by colons.
 *
 * <p>Missing values, {@code ?}, are interpolated linearly in time.
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
      throw new DataException(NearestPath.noFile(file));
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
      throw new DataException(file + " is not text in UTF-8");
    } catch (IOException e) {
      throw new DataException("cannot read " + file, e);
    }
    if (!inData) {
      throw new DataException(file + " has no line @data: it is not a .ts file, or truncated");
    }
    if (series.isEmpty()) {
      throw new DataException(file + " has no series below @data: it is truncated");
    }
    return new Sequences(
        channels,
        series.toArray(float[][]::new),
        new Targets(
            labels.stream().mapToInt(Integer::intValue).toArray(),
            classes.stream().map(name -> new ClassInfo(name, "")).toList()));
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
          throw error("series with time stamps are not supported");
        }
      }
      case "@data" -> {
        if (classes == null) {
          throw error("@data comes before @classLabel");
        }
        inData = true;
      }
      default -> {
        if (!key.startsWith("@")) {
          throw error(
              "\"%s\" before @data is not a key, which starts with @"
                  .formatted(shortened(content)));
        }
        // other keys, such as the name, are not needed
      }
    }
  }

  private List<String> classes(String[] words) {
    if (words.length < 3 || !isTrue(words)) {
      throw error("the series have no classes: @classLabel must be true and list them");
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
      throw error(words[0] + " must be a number of time steps");
    }
    return Integer.parseInt(words[1]);
  }

  private void series(String content) {
    var parts = content.split(":", -1);
    var name = parts[parts.length - 1].strip();
    int label = classes.indexOf(name);
    if (label < 0) {
      throw error(
          "it ends in \"%s\", which is not one of the classes %s: it is truncated or has no class"
              .formatted(shortened(name), String.join(", ", classes)));
    }
    if (channels == 0) {
      channels = Math.max(1, parts.length - 1);
    }
    if (parts.length - 1 != channels) {
      throw error(
          "it has %d channels, not %d as the series before".formatted(parts.length - 1, channels));
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
    if (interpolated(values).length > 0 && Float.isNaN(values[0])) {
      throw error("all of its values are missing");
    }
    return values;
  }

  /** Missing values interpolated in place, linearly; at the ends, the nearest value is repeated. */
  static float[] interpolated(float[] values) {
    int last = -1; // the last index with a value
    for (int t = 0; t < values.length; t++) {
      if (Float.isNaN(values[t])) {
        continue;
      }
      for (int gap = last + 1; gap < t; gap++) {
        float weight = (float) (gap - last) / (t - last);
        values[gap] = last < 0 ? values[t] : values[last] + weight * (values[t] - values[last]);
      }
      last = t;
    }
    for (int t = last + 1; last >= 0 && t < values.length; t++) {
      values[t] = values[last];
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
