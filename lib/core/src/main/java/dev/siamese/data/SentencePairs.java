package dev.siamese.data;

import dev.siamese.tensor.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Pairs of sentences, labelled as having the same meaning or not.
 *
 * @param texts the distinct sentences
 * @param left the row of each pair's first sentence
 * @param right the row of each pair's second sentence
 * @param same true where both have the same meaning
 */
public record SentencePairs(Texts texts, int[] left, int[] right, boolean[] same) {

  /**
   * Two parts that share no sentence.
   *
   * @param train for training
   * @param heldOut for validation or for a test
   */
  public record TrainTest(SentencePairs train, SentencePairs heldOut) {}

  /**
   * Checks the values.
   *
   * @param texts the distinct sentences
   * @param left the row of each pair's first sentence
   * @param right the row of each pair's second sentence
   * @param same true where both have the same meaning
   * @throws IllegalArgumentException if the arrays have different lengths
   */
  public SentencePairs {
    if (left.length != right.length || left.length != same.length) {
      throw new IllegalArgumentException(
          "%d first sentences, %d second sentences and %d labels: their number must be equal"
              .formatted(left.length, right.length, same.length));
    }
  }

  /**
   * {@return pairs by their sentences; equal sentences share a row}
   *
   * @param first the first sentence of each pair
   * @param second the second sentence of each pair
   * @param same true where both have the same meaning
   * @throws IllegalArgumentException if the lists have different lengths, or a sentence is blank
   */
  public static SentencePairs of(List<String> first, List<String> second, boolean[] same) {
    var rows = new LinkedHashMap<String, Integer>();
    var left = rows(first, rows);
    var right = rows(second, rows);
    return new SentencePairs(Texts.of(new ArrayList<>(rows.keySet())), left, right, same.clone());
  }

  private static int[] rows(List<String> sentences, Map<String, Integer> rows) {
    return sentences.stream()
        .mapToInt(each -> rows.computeIfAbsent(each, unused -> rows.size()))
        .toArray();
  }

  /**
   * {@return pairs with labels as text}
   *
   * @param name for messages, such as the name of a file
   * @param first the first sentence of each pair
   * @param second the second sentence of each pair
   * @param labels 1 or {@code true} if both sentences have the same meaning, 0 or {@code false} if
   *     not
   * @throws DataException if there are no pairs, a sentence is blank or a label is none of these;
   *     rows are counted from 1
   */
  public static SentencePairs parse(
      String name, List<String> first, List<String> second, List<String> labels) {
    if (labels.isEmpty()) {
      throw new DataException(name + " has no pairs");
    }
    var same = new boolean[labels.size()];
    for (int row = 0; row < same.length; row++) {
      if (first.get(row).isBlank() || second.get(row).isBlank()) {
        throw new DataException("row %d of %s has a blank sentence".formatted(row + 1, name));
      }
      same[row] =
          switch (labels.get(row).toLowerCase(Locale.ROOT)) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default ->
                throw new DataException(
                    "row %d of %s has the label \"%s\": it must be 1, true, 0 or false"
                        .formatted(row + 1, name, labels.get(row)));
          };
    }
    return of(first, second, same);
  }

  /**
   * Reads a CSV or TSV file as {@link Csv#read(Path)} does, one pair per row.
   *
   * @param file the CSV file
   * @param first the column with the first sentence
   * @param second the column with the second sentence
   * @param label the column with the label: 1, {@code true}, 0 or {@code false}
   * @return the pairs
   * @throws DataException if the file or a column is missing, there are no rows, a sentence is
   *     blank or a label is none of these; rows are counted from 1 below the header
   */
  public static SentencePairs read(Path file, String first, String second, String label) {
    var table = Csv.read(file);
    table.requireColumns(List.of(first, second, label));
    return parse(table.name(), table.column(first), table.column(second), table.column(label));
  }

  /**
   * {@return all pairs of two texts of one group, for example the same words in another order}
   *
   * @param texts whose classes have groups
   */
  public static SentencePairs allPairsWithinGroups(Texts texts) {
    var groups = new LinkedHashMap<String, List<Integer>>();
    for (int row = 0; row < texts.size(); row++) {
      var group = texts.classes().get(texts.label(row)).group();
      groups.computeIfAbsent(group, unused -> new ArrayList<>()).add(row);
    }
    var left = IntStream.builder();
    var right = IntStream.builder();
    for (var group : groups.values()) {
      for (int i = 0; i < group.size(); i++) {
        for (int j = i + 1; j < group.size(); j++) {
          left.add(group.get(i));
          right.add(group.get(j));
        }
      }
    }
    var a = left.build().toArray();
    var b = right.build().toArray();
    var same = new boolean[a.length];
    for (int i = 0; i < same.length; i++) {
      same[i] = texts.label(a[i]) == texts.label(b[i]);
    }
    return new SentencePairs(texts, a, b, same);
  }

  /** {@return the number of pairs} */
  public int size() {
    return same.length;
  }

  /**
   * {@return the first sentence of a pair}
   *
   * @param pair the index of the pair
   */
  public String first(int pair) {
    return texts.text(left[pair]);
  }

  /**
   * {@return the second sentence of a pair}
   *
   * @param pair the index of the pair
   */
  public String second(int pair) {
    return texts.text(right[pair]);
  }

  /** {@return the fraction of pairs with the same meaning, from 0 to 1} */
  public double positiveRate() {
    return (double) IntStream.range(0, size()).filter(i -> same[i]).count() / size();
  }

  /** {@return the same pairs, as pair samplers take them} */
  public LabeledPairs toLabeledPairs() {
    return LabeledPairs.of(texts, left, right, same);
  }

  /**
   * {@return some of the pairs, in the order given, with only their own sentences}
   *
   * @param pairs the indices of the pairs
   */
  public SentencePairs select(int... pairs) {
    var someSame = new boolean[pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      someSame[i] = same[pairs[i]];
    }
    return of(
        Arrays.stream(pairs).mapToObj(this::first).toList(),
        Arrays.stream(pairs).mapToObj(this::second).toList(),
        someSame);
  }

  /**
   * Splits by connected components of shared sentences, so that no sentence and no paraphrase of
   * one is in both parts.
   *
   * @param fraction the approximate fraction of pairs to hold out, above 0 and below 1
   * @param seed for the random choice
   * @return the two parts
   * @throws IllegalArgumentException if that leaves a part without pairs
   */
  public TrainTest split(double fraction, Seed seed) {
    var components = new UnionFind(texts.size());
    for (int pair = 0; pair < size(); pair++) {
      components.union(left[pair], right[pair]);
    }
    var order = seed.permutation(texts.size());
    var heldOut = new boolean[texts.size()];
    var sizes = new int[texts.size()];
    IntStream.of(left).forEach(row -> sizes[components.find(row)]++);
    int target = (int) Math.round(fraction * size());
    for (int i = 0, held = 0; i < order.length && held < target; i++) {
      held += sizes[order[i]];
      heldOut[order[i]] = true;
    }
    var parts =
        new TrainTest(
            filter(pair -> !heldOut[components.find(left[pair])]),
            filter(pair -> heldOut[components.find(left[pair])]));
    if (parts.train.size() == 0 || parts.heldOut.size() == 0) {
      throw new IllegalArgumentException(
          "holding out the fraction %s of %d pairs, split by shared sentences, leaves %d and %d: both parts need at least one"
              .formatted(fraction, size(), parts.train.size(), parts.heldOut.size()));
    }
    return parts;
  }

  private SentencePairs filter(IntPredicate kept) {
    return select(IntStream.range(0, size()).filter(kept).toArray());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%,d pairs of %,d sentences, %.1f %% of them the same",
        size(),
        texts.size(),
        100 * positiveRate());
  }
}
