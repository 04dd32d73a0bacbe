package dev.siamese.data;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.siamese.tensor.internal.DirectBuffers;
import dev.siamese.tensor.internal.Tensors;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Texts, such as sentences or questions. Texts of one class have the same meaning.
 *
 * <p>A batch is two tensors of 64-bit integers: the UTF-8 bytes of the texts, each plus 1, padded
 * with zeros {@code (N, T)}, for character-level networks with a vocabulary of 257; and the lengths
 * {@code (N)}. An encoder's preprocessing makes word ids instead.
 *
 * @param texts none of them blank
 * @param targets the class of each text
 */
public record Texts(List<String> texts, Targets targets) implements Dataset {

  /**
   * Checks the values.
   *
   * @param texts none of them blank
   * @param targets the class of each text
   * @throws IllegalArgumentException if a text is blank, or unless there is one label per text
   */
  public Texts {
    texts = List.copyOf(texts);
    targets.requireSize(texts.size());
    for (int row = 0; row < texts.size(); row++) {
      if (texts.get(row).isBlank()) {
        throw new IllegalArgumentException("text %d is blank: remove it".formatted(row));
      }
    }
  }

  /**
   * Texts without known classes: all belong to one class, {@code text}.
   *
   * @param texts none of them blank
   * @return the texts
   */
  public static Texts of(List<String> texts) {
    return new Texts(texts, new Targets(new int[texts.size()], List.of(new ClassInfo("text", ""))));
  }

  /**
   * As {@link #of(List)}.
   *
   * @param texts none of them blank
   * @return the texts
   */
  public static Texts of(String... texts) {
    return of(List.of(texts));
  }

  /**
   * {@return texts with the name of the class of each}
   *
   * @param texts none of them blank
   * @param classNames one per text
   */
  public static Texts of(List<String> texts, List<String> classNames) {
    return new Texts(texts, Targets.of(classNames));
  }

  /**
   * {@return one text}
   *
   * @param row the index of the text
   */
  public String text(int row) {
    return texts.get(row);
  }

  @Override
  public NDList batch(NDManager manager, int[] rows) {
    var some = Arrays.stream(rows).mapToObj(row -> bytes(text(row))).toList();
    var lengths = some.stream().mapToLong(each -> each.length).toArray();
    return new NDList(
        DirectBuffers.padded(manager, some, rows.length), Tensors.create(manager, lengths));
  }

  private static int[] bytes(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    var ids = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      ids[i] = Byte.toUnsignedInt(bytes[i]) + 1;
    }
    return ids;
  }

  @Override
  public Texts filterClasses(IntPredicate kept) {
    return (Texts) Dataset.super.filterClasses(kept);
  }

  @Override
  public Texts select(int... rows) {
    var some = Arrays.stream(rows).mapToObj(texts::get).toList();
    return new Texts(some, targets.select(rows));
  }

  @Override
  public Texts withLabels(Targets others) {
    return new Texts(texts, others);
  }
}
