package dev.siamese.model;

import dev.siamese.data.AudioClip;
import dev.siamese.data.AudioClips;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.data.Records;
import dev.siamese.data.Sequences;
import dev.siamese.data.TabularDataset;
import dev.siamese.data.Targets;
import dev.siamese.data.Texts;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns a single sample into a data set. */
final class PlainSample {

  private static final Targets ONE = Targets.of("sample");

  private PlainSample() {}

  /**
   * A data set of one sample.
   *
   * @param input of the encoder that takes the sample
   * @throws IllegalArgumentException if the type of the sample is not supported
   */
  static Dataset of(Object sample, Preprocessor input) {
    if (sample instanceof Dataset data) {
      if (data.size() != 1) {
        throw new IllegalArgumentException(
            "one sample is needed, but the data set has %d: select one".formatted(data.size()));
      }
      return data;
    }
    if (sample instanceof Path file) {
      boolean audio = file.toString().toLowerCase(Locale.ROOT).endsWith(".wav");
      return audio ? AudioClips.read(file) : Images.read(file);
    }
    if (sample instanceof BufferedImage image) {
      return Images.of(List.of(image));
    }
    if (sample instanceof AudioClip clip) {
      return AudioClips.of(List.of(clip), ONE);
    }
    if (sample instanceof CharSequence text) {
      return Texts.of(text.toString());
    }
    if (sample instanceof Map<?, ?> fields) {
      return record(fields);
    }
    if (sample instanceof float[] values) {
      var rows = new float[][] {values};
      requireLength(values, input);
      return BackboneInput.withoutNetwork(input) instanceof SequenceInput
          ? new Sequences(1, rows, ONE)
          : TabularDataset.of(rows, ONE);
    }
    throw new IllegalArgumentException(
        "a sample is a Path, BufferedImage, AudioClip, String, Map, float[] or Dataset, not "
            + (sample == null ? "null" : sample.getClass().getName()));
  }

  /** A longer one would lose its last values, since columns of a table are found by their names. */
  private static void requireLength(float[] values, Preprocessor input) {
    if (BackboneInput.withoutNetwork(input) instanceof TabularInput table
        && table.numericColumns().size() != values.length) {
      throw new IllegalArgumentException(
          "an array of %d numbers: the encoder takes %d"
              .formatted(values.length, table.numericColumns().size()));
    }
  }

  private static Records record(Map<?, ?> fields) {
    var names = new ArrayList<String>();
    var values = new ArrayList<String>();
    fields.forEach(
        (name, value) -> {
          names.add(String.valueOf(name));
          values.add(value == null ? "" : value.toString());
        });
    return new Records(names, List.of("0"), new String[][] {values.toArray(String[]::new)}, ONE);
  }
}
