package dev.siamese;

import dev.siamese.data.AudioClip;
import dev.siamese.data.AudioClips;
import dev.siamese.data.Csv;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.data.Records;
import dev.siamese.data.Sequences;
import dev.siamese.data.TabularDataset;
import dev.siamese.data.Targets;
import dev.siamese.data.Texts;
import dev.siamese.model.Encoder;
import dev.siamese.model.Preprocessor;
import dev.siamese.model.SequenceInput;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Turns single samples into data sets of one sample. */
final class Samples {

  private static final Targets ONE = Targets.of("sample");

  private Samples() {}

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
      return input instanceof SequenceInput
          ? new Sequences(1, rows, ONE)
          : TabularDataset.of(rows, ONE);
    }
    throw new IllegalArgumentException(
        "a sample is a Path, BufferedImage, AudioClip, String, Map, float[] or Dataset, not "
            + (sample == null ? "null" : sample.getClass().getName()));
  }

  private static Records record(Map<?, ?> fields) {
    var names = new ArrayList<String>(List.of("key"));
    var values = new ArrayList<String>(List.of("0"));
    fields.forEach(
        (name, value) -> {
          names.add(String.valueOf(name));
          values.add(value == null ? "" : value.toString());
        });
    return Records.of(Csv.of("sample", names, List.of(values)), "key");
  }

  /** The embeddings of preprocessed samples: (N, D). */
  static float[][] embedPreprocessed(Encoder encoder, Dataset data) {
    try (var manager = Torch.manager(encoder.device())) {
      var all = Tensors.toFloatArray(encoder.embedPreprocessed(data, manager));
      int length = all.length / data.size();
      return IntStream.range(0, data.size())
          .mapToObj(row -> Arrays.copyOfRange(all, row * length, (row + 1) * length))
          .toArray(float[][]::new);
    }
  }
}
