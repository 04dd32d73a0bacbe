package dev.siamese.match;

import dev.siamese.data.AudioClips;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.data.Records;
import dev.siamese.data.Sequences;
import dev.siamese.data.TabularDataset;
import dev.siamese.data.Targets;
import dev.siamese.data.Texts;
import dev.siamese.data.TwoModalities;
import dev.siamese.match.Verifier.Explanation.Part;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Divides samples of every modality into parts, and occludes them. */
final class Occlusions {

  private static final int STRETCHES = 24;
  private static final int MAX_PARTS = 128; // words, fields and columns
  private static final int MAX_SIDE = 512; // pixels
  private static final Pattern WORD = Pattern.compile("\\S+");

  private Occlusions() {}

  /**
   * The parts of a sample.
   *
   * @throws IllegalArgumentException if there is not one, or its type is not supported
   */
  static Occlusion of(Dataset sample) {
    if (sample.size() != 1) {
      throw new IllegalArgumentException(
          "one sample is explained at a time, but the data set has %d: select one"
              .formatted(sample.size()));
    }
    if (sample instanceof Images image) {
      return image(image);
    } else if (sample instanceof Texts text) {
      return text(text);
    } else if (sample instanceof Records record) {
      return record(record);
    } else if (sample instanceof TabularDataset row) {
      return row(row);
    } else if (sample instanceof Sequences series) {
      return series(series, series, 0, copies -> copies);
    } else if (sample instanceof AudioClips clip) {
      return series(
          clip,
          clip.samples(),
          clip.sampleRate(),
          copies -> new AudioClips(clip.sampleRate(), copies));
    } else if (sample instanceof TwoModalities both) {
      return modality(both);
    }
    throw new IllegalArgumentException(
        "only images, texts, records, rows, series and sounds have parts that can be explained, not "
            + sample.getClass().getSimpleName());
  }

  /** One part for each range of neighbouring items. */
  private static List<Part> ranges(int items, int max, IntFunction<String> name) {
    int count = Math.min(items, max);
    var parts = new ArrayList<Part>();
    for (int i = 0; i < count; i++) {
      int start = (int) ((long) i * items / count);
      int end = (int) ((i + 1L) * items / count);
      var text = name.apply(start) + (end - start > 1 ? " – " + name.apply(end - 1) : "");
      parts.add(new Part(text, start, 0, end - start, 1, 0));
    }
    return parts;
  }

  private static boolean contains(Part part, int item) {
    return item >= part.x() && item < part.x() + part.width();
  }

  private static Occlusion image(Images image) {
    double scale = Math.min(1, (double) MAX_SIDE / Math.max(image.height(), image.width()));
    var shrunk =
        image.resized(
            (int) Math.max(1, Math.round(scale * image.height())),
            (int) Math.max(1, Math.round(scale * image.width())));
    var patches = ImagePatches.of(shrunk);
    double x = (double) image.width() / shrunk.width();
    double y = (double) image.height() / shrunk.height();
    var parts = patches.patches().stream().map(patch -> part(patch, x, y)).toList();
    return new Occlusion(image, parts, patches::copies, patches.pixels().length);
  }

  private static Part part(Rectangle patch, double xScale, double yScale) {
    int left = (int) Math.round(xScale * patch.x);
    int top = (int) Math.round(yScale * patch.y);
    int right = (int) Math.round(xScale * (patch.x + patch.width));
    int bottom = (int) Math.round(yScale * (patch.y + patch.height));
    return new Part("(%d, %d)".formatted(left, top), left, top, right - left, bottom - top, 0);
  }

  private static Occlusion text(Texts sample) {
    var text = sample.text(0);
    var words = WORD.matcher(text).results().toList();
    var parts = new ArrayList<Part>();
    for (var range :
        words.size() < 2 ? List.<Part>of() : ranges(words.size(), MAX_PARTS, i -> "")) {
      int start = words.get(range.x()).start();
      int end = words.get(range.x() + range.width() - 1).end();
      parts.add(new Part(text.substring(start, end), start, 0, end - start, 1, 0));
    }
    return new Occlusion(
        sample,
        parts,
        some -> {
          var texts = Arrays.stream(some).mapToObj(i -> i < 0 ? text : without(text, parts.get(i)));
          return new Texts(texts.toList(), repeated(sample, some.length));
        },
        2L * text.length());
  }

  private static String without(String text, Part part) {
    return text.substring(0, part.x()) + text.substring(part.x() + part.width()).stripLeading();
  }

  /** The class of a sample for its copies. */
  private static Targets repeated(Dataset sample, int count) {
    return sample.targets().select(new int[count]);
  }

  private static Occlusion record(Records sample) {
    int fields = sample.fields().size();
    var parts = ranges(fields, MAX_PARTS, sample.fields()::get);
    return new Occlusion(
        sample,
        parts,
        some -> {
          var values = new String[some.length][fields];
          for (int row = 0; row < some.length; row++) {
            for (int field = 0; field < fields; field++) {
              boolean missing = some[row] >= 0 && contains(parts.get(some[row]), field);
              values[row][field] = missing ? "" : sample.value(0, field);
            }
          }
          return sample.select(new int[some.length]).withValues(values);
        },
        IntStream.range(0, fields).mapToLong(field -> 2L * sample.value(0, field).length()).sum());
  }

  private static Occlusion row(TabularDataset sample) {
    var columns = new ArrayList<String>();
    sample.categoricalColumns().forEach(column -> columns.add(column.name()));
    columns.addAll(sample.numericColumns());
    var parts = ranges(columns.size(), MAX_PARTS, columns::get);
    return new Occlusion(
        sample,
        parts,
        some ->
            sample
                .select(new int[some.length])
                .withMissing(
                    (row, column) -> some[row] >= 0 && contains(parts.get(some[row]), column)),
        4L * columns.size());
  }

  /** Time as steps, or as seconds at a sample rate. */
  private static Occlusion series(
      Dataset sample, Sequences series, double rate, Function<Sequences, Dataset> wrap) {
    int features = series.features();
    var values = series.values(0);
    var means = new float[features];
    for (int f = 0; f < features; f++) {
      double sum = 0;
      for (int i = f; i < values.length; i += features) {
        sum += values[i];
      }
      means[f] = (float) (sum * features / values.length);
    }
    IntFunction<String> name =
        step -> rate > 0 ? String.format(Locale.ROOT, "%.2f s", step / rate) : "step " + step;
    var parts = ranges(series.length(0), STRETCHES, name);
    return new Occlusion(
        sample,
        parts,
        some -> {
          var copies = new float[some.length][];
          for (int row = 0; row < some.length; row++) {
            copies[row] = values.clone();
            int start = some[row] < 0 ? 0 : parts.get(some[row]).x() * features;
            int end = some[row] < 0 ? 0 : start + parts.get(some[row]).width() * features;
            for (int i = start; i < end; i++) {
              copies[row][i] = means[i % features];
            }
          }
          return wrap.apply(series.select(new int[some.length]).withValues(copies));
        },
        4L * values.length);
  }

  /** The sample of two modalities, one of which is empty. */
  private static Occlusion modality(TwoModalities both) {
    boolean isLeft = both.left().size() == 1;
    var one = of(isLeft ? both.left() : both.right());
    return new Occlusion(
        both,
        one.parts(),
        some -> {
          var copies = one.copies().apply(some);
          return isLeft
              ? new TwoModalities(copies, both.right())
              : new TwoModalities(both.left(), copies);
        },
        one.bytes());
  }
}
