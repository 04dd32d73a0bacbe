package dev.siamese.data;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Texts, such as sentences or questions. Those of one class mean the same.
 *
 * <p>An encoder's input makes words of them. As they are, a batch is their UTF-8 bytes, each plus
 * 1, as {@link Tokens} has them: a vocabulary of 257 for a network that is to read letter by
 * letter.
 *
 * @param texts none of them blank
 * @param labels the class of each
 * @param classes the classes, in the order of their labels
 */
public record Texts(List<String> texts, int[] labels, List<ClassInfo> classes) implements Dataset {

  public Texts {
    texts = List.copyOf(texts);
    labels = labels.clone();
    classes = List.copyOf(classes);
    if (texts.size() != labels.length) {
      throw new IllegalArgumentException(
          "%d texts have %d labels: there must be one for each"
              .formatted(texts.size(), labels.length));
    }
    for (int row = 0; row < labels.length; row++) {
      if (texts.get(row).isBlank()) {
        throw new IllegalArgumentException("text %d is blank: leave it out".formatted(row));
      }
      if (labels[row] < 0 || labels[row] >= classes.size()) {
        throw new IllegalArgumentException(
            "label %d of text %d is not one of the %d classes"
                .formatted(labels[row], row, classes.size()));
      }
    }
  }

  /** Texts of which no classes are known: all are of one, called {@code text}. */
  public static Texts of(List<String> texts) {
    return new Texts(texts, new int[texts.size()], List.of(new ClassInfo("text", "")));
  }

  /** As {@link #of(List)}. */
  public static Texts of(String... texts) {
    return of(List.of(texts));
  }

  /** One text. */
  public String text(int row) {
    return texts.get(row);
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public int label(int row) {
    return labels[row];
  }

  @Override
  public int[] labels() {
    return labels.clone();
  }

  @Override
  public NDList batch(NDManager manager, int[] rows) {
    return Tokens.batch(manager, Arrays.stream(rows).mapToObj(row -> bytes(text(row))).toList());
  }

  private static int[] bytes(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var tokens = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      tokens[i] = Byte.toUnsignedInt(bytes[i]) + 1;
    }
    return tokens;
  }

  @Override
  public Texts filterClasses(IntPredicate wanted) {
    var kept = ClassSubset.of(this, wanted);
    return new Texts(
        Arrays.stream(kept.rows()).mapToObj(texts::get).toList(), kept.labels(), kept.classes());
  }

  /** Some of the texts in the order given; the classes stay as they are. */
  public Texts select(int... rows) {
    return new Texts(
        Arrays.stream(rows).mapToObj(texts::get).toList(),
        Arrays.stream(rows).map(row -> labels[row]).toArray(),
        classes);
  }
}
