package dev.siamese.spark;

import dev.siamese.data.DataException;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.data.Sequences;
import dev.siamese.data.TabularDataset;
import dev.siamese.data.Targets;
import dev.siamese.data.Texts;
import dev.siamese.model.Encoder;
import dev.siamese.model.SequenceInput;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** Embeds the values of a column together. */
final class SampleBatch {

  private SampleBatch() {}

  /**
   * The embeddings of samples of one kind.
   *
   * @param samples at least one: texts, images, the bytes of image files, or sequences of numbers
   * @return (N, D)
   * @throws DataException if a sample is missing, or the encoder takes samples of another kind
   */
  static float[][] embed(Encoder encoder, List<?> samples) {
    var first = samples.get(0);
    if (samples.stream().anyMatch(Objects::isNull)) {
      throw new DataException("a sample is missing: leave out rows without one");
    }
    try {
      if (first instanceof byte[] file) {
        return embed(encoder, List.of(Images.read(file)));
      }
      if (first instanceof Images) {
        return images(encoder, samples.stream().map(Images.class::cast).toList());
      }
      if (first instanceof String) {
        return forward(encoder, Texts.of(samples.stream().map(String.class::cast).toList()));
      }
      if (first instanceof scala.collection.Iterable<?>) {
        return forward(encoder, vectors(encoder, samples));
      }
    } catch (IllegalArgumentException e) {
      throw new DataException("the encoder does not take these samples", e);
    }
    throw new DataException(
        "the column of the samples is of the type %s: text, binary or array<float> is needed"
            .formatted(first.getClass().getSimpleName()));
  }

  private static Dataset vectors(Encoder encoder, List<?> samples) {
    var rows =
        samples.stream()
            .map(each -> (scala.collection.Iterable<?>) each)
            .map(
                each -> {
                  var values = new float[each.size()];
                  var numbers = each.iterator();
                  for (int i = 0; i < values.length; i++) {
                    values[i] = ((Number) numbers.next()).floatValue();
                  }
                  return values;
                })
            .toArray(float[][]::new);
    var targets = Targets.of(new int[rows.length]);
    return encoder.card().input() instanceof SequenceInput
        ? new Sequences(1, rows, targets)
        : TabularDataset.of(rows, targets);
  }

  /** One forward pass for the images of each size. */
  private static float[][] images(Encoder encoder, List<Images> images) {
    var input = encoder.card().input();
    var groups = new LinkedHashMap<List<Integer>, List<Integer>>();
    var resized = images.stream().map(input::resize).toList();
    for (int i = 0; i < resized.size(); i++) {
      var image = resized.get(i);
      groups
          .computeIfAbsent(List.of(image.height(), image.width()), unused -> new ArrayList<>())
          .add(i);
    }
    var result = new float[images.size()][];
    for (var group : groups.values()) {
      var embeddings = forward(encoder, Images.concat(group.stream().map(resized::get).toList()));
      for (int i = 0; i < embeddings.length; i++) {
        result[group.get(i)] = embeddings[i];
      }
    }
    return result;
  }

  private static float[][] forward(Encoder encoder, Dataset samples) {
    try (var manager = Torch.manager(encoder.device())) {
      var all = Tensors.toFloatArray(encoder.embed(samples, manager));
      int length = all.length / samples.size();
      return IntStream.range(0, samples.size())
          .mapToObj(row -> Arrays.copyOfRange(all, row * length, (row + 1) * length))
          .toArray(float[][]::new);
    }
  }
}
