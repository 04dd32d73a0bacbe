package dev.siamese.spark;

import dev.siamese.Siamese;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.data.Sequences;
import dev.siamese.data.TabularDataset;
import dev.siamese.data.Targets;
import dev.siamese.data.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;

/** Embeds the values of a column together. */
final class SampleBatch {

  private SampleBatch() {}

  /**
   * The embeddings of samples of one kind.
   *
   * @param model not closed
   * @param samples at least one: texts, images in the size that the network takes, or sequences of
   *     numbers
   * @return (N, D)
   * @throws DataException if a sample is missing, or the encoder takes samples of another kind
   */
  static float[][] embed(Siamese model, List<?> samples) {
    var first = samples.get(0);
    if (samples.stream().anyMatch(Objects::isNull)) {
      throw new DataException("a sample is missing: leave out rows without one");
    }
    try {
      if (first instanceof Images) {
        return images(model, samples.stream().map(Images.class::cast).toList());
      }
      if (first instanceof String) {
        return model.embedAll(Texts.of(samples.stream().map(String.class::cast).toList()));
      }
      if (first instanceof scala.collection.Iterable<?>) {
        return vectors(model, samples);
      }
    } catch (IllegalArgumentException e) {
      throw new DataException("the encoder does not take these samples", e);
    }
    throw new DataException(
        "the column of the samples is of the type %s: text, binary or array<float> is needed"
            .formatted(first.getClass().getSimpleName()));
  }

  private static float[][] vectors(Siamese model, List<?> samples) {
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
    return model.encoder().card().input().sample(rows[0]) instanceof Sequences
        ? model.embedAll(new Sequences(1, rows, targets))
        : model.embedAll(TabularDataset.of(rows, targets));
  }

  /** One forward pass for the images of each size. */
  private static float[][] images(Siamese model, List<Images> images) {
    var groups = new LinkedHashMap<List<Integer>, List<Integer>>();
    for (int i = 0; i < images.size(); i++) {
      var image = images.get(i);
      groups
          .computeIfAbsent(List.of(image.height(), image.width()), unused -> new ArrayList<>())
          .add(i);
    }
    var result = new float[images.size()][];
    for (var group : groups.values()) {
      var embeddings = model.embedAll(Images.concat(group.stream().map(images::get).toList()));
      for (int i = 0; i < embeddings.length; i++) {
        result[group.get(i)] = embeddings[i];
      }
    }
    return result;
  }
}
