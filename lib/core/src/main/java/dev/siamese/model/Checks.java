package dev.siamese.model;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.tensor.internal.Counts;
import java.util.List;
import java.util.function.Supplier;

/** Checks of arguments. */
final class Checks {

  private Checks() {}

  /** A size that must be at least 1. */
  static int requirePositive(String name, int size) {
    if (size < 1) {
      throw new IllegalArgumentException(name + " must be at least 1: " + size);
    }
    return size;
  }

  /** One size per layer, of at least one layer. */
  static List<Integer> requirePositive(String name, List<Integer> sizes) {
    if (sizes.isEmpty()) {
      throw new IllegalArgumentException(name + " must have at least one layer: []");
    }
    sizes.forEach(size -> requirePositive(name, size));
    return List.copyOf(sizes);
  }

  /** The number of different tokens: 0 for sequences of numbers. */
  static int requireVocabularySize(int size) {
    if (size < 0) {
      throw new IllegalArgumentException(
          "vocabularySize must be 0 (sequences of numbers) or more: " + size);
    }
    return size;
  }

  /** Samples of the type that a preprocessing takes. */
  static <T extends Dataset> T requireType(Class<T> type, Dataset raw) {
    if (!type.isInstance(raw)) {
      throw new IllegalArgumentException(
          "this encoder takes samples of type %s, not %s"
              .formatted(type.getSimpleName(), raw.getClass().getSimpleName()));
    }
    return type.cast(raw);
  }

  /**
   * The result for a batch, whose shapes are named if PyTorch refuses them.
   *
   * @throws IllegalArgumentException if they are not those that the encoder takes
   */
  static NDArray withShapes(NDList batch, List<Shape> expected, Supplier<NDArray> result) {
    try {
      return result.get();
    } catch (EngineException | IndexOutOfBoundsException e) {
      var found = batch.stream().map(each -> ofOne(each.getShape())).toList();
      if (found.equals(expected)) {
        throw e;
      }
      throw new IllegalArgumentException(
          "samples of the shapes %s cannot be embedded by an encoder made for %s"
              .formatted(withoutFirst(found), withoutFirst(expected)),
          e);
    }
  }

  /** The shape of a batch with one of its samples. */
  private static Shape ofOne(Shape batch) {
    return batch.dimension() == 0 ? batch : new Shape(1).addAll(batch.slice(1));
  }

  private static List<Shape> withoutFirst(List<Shape> shapes) {
    return shapes.stream().map(shape -> shape.dimension() == 0 ? shape : shape.slice(1)).toList();
  }

  /**
   * Warns that samples are longer than an encoder takes, if there are any.
   *
   * @param count the number of samples
   * @param noun for one of them
   * @param limit such as {@code 1,000 characters}
   */
  static void warnOfTruncated(long count, String noun, String limit) {
    if (count > 0) {
      System.getLogger("dev.siamese")
          .log(
              System.Logger.Level.WARNING,
              Counts.of(count, noun) + " longer than " + limit + ": only the beginning is used");
    }
  }
}
