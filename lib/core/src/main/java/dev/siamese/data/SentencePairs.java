package dev.siamese.data;

import dev.siamese.tensor.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Pairs of sentences of which somebody has said whether they mean the same.
 *
 * @param texts every sentence, once
 * @param left the row of each pair's first sentence
 * @param right the row of its second
 * @param same true where both mean the same
 */
public record SentencePairs(Texts texts, int[] left, int[] right, boolean[] same) {

  /**
   * Two parts that share no sentence.
   *
   * @param train to learn from
   * @param heldOut to choose by, or to be judged on
   */
  public record TrainTest(SentencePairs train, SentencePairs heldOut) {}

  public SentencePairs {
    if (left.length != right.length || left.length != same.length) {
      throw new IllegalArgumentException(
          "%d first sentences, %d second ones and %d answers: a pair needs one of each"
              .formatted(left.length, right.length, same.length));
    }
  }

  /**
   * Pairs by their sentences; equal sentences become one row.
   *
   * @throws IllegalArgumentException if the lists are not of one length, or a sentence is blank
   */
  public static SentencePairs of(List<String> first, List<String> second, boolean[] same) {
    var rows = new LinkedHashMap<String, Integer>();
    var left = rows(first, rows);
    var right = rows(second, rows);
    return new SentencePairs(Texts.of(new ArrayList<>(rows.keySet())), left, right, same.clone());
  }

  private static int[] rows(List<String> sentences, LinkedHashMap<String, Integer> known) {
    return sentences.stream()
        .mapToInt(each -> known.computeIfAbsent(each, unused -> known.size()))
        .toArray();
  }

  /**
   * Reads a CSV or TSV file as {@link Csv} does, one pair per row.
   *
   * @param first the name of the column with the first sentence
   * @param second that of the second
   * @param label that of the answer: 1 or {@code true} if both mean the same, 0 or {@code false} if
   *     not
   * @throws DataException if the file or a column is missing, there are no rows, a sentence is
   *     blank or an answer is none of these; rows are counted from 1 below the header
   */
  public static SentencePairs read(Path file, String first, String second, String label) {
    var table = Csv.read(file, List.of(first, second, label));
    var lines = new Builder(first, second);
    for (int row = 0; row < table.rowCount(); row++) {
      lines.add(
          table.stringColumn(first).get(row),
          table.stringColumn(second).get(row),
          table.stringColumn(label).get(row),
          "row %d of %s".formatted(row + 1, file));
    }
    if (lines.isEmpty()) {
      throw new DataException(file + " has a header and no pairs below it");
    }
    return lines.build();
  }

  /** Pairs as a reader finds them, line by line. */
  public static final class Builder {

    private final String firstColumn;
    private final String secondColumn;
    private final List<String> first = new ArrayList<>();
    private final List<String> second = new ArrayList<>();
    private final List<Boolean> same = new ArrayList<>();

    /** None yet; the names of the columns are for messages. */
    public Builder(String firstColumn, String secondColumn) {
      this.firstColumn = firstColumn;
      this.secondColumn = secondColumn;
    }

    /**
     * Adds a pair.
     *
     * @param answer 1 or {@code true} if both mean the same, 0 or {@code false} if not
     * @param where the line is, for messages
     * @throws DataException if a sentence is blank or the answer is none of these
     */
    public void add(String one, String other, String answer, String where) {
      first.add(text(one, firstColumn, where));
      second.add(text(other, secondColumn, where));
      same.add(
          switch (answer.toLowerCase(Locale.ROOT)) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default ->
                throw new DataException(
                    "%s says \"%s\": its answer must be 1 where both sentences mean the same, or 0"
                        .formatted(where, answer));
          });
    }

    private static String text(String sentence, String column, String where) {
      if (sentence.isBlank()) {
        throw new DataException("%s has no sentence in %s".formatted(where, column));
      }
      return sentence;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
      return same.isEmpty();
    }

    /** All that were added. */
    public SentencePairs build() {
      var answers = new boolean[same.size()];
      for (int i = 0; i < answers.length; i++) {
        answers[i] = same.get(i);
      }
      return of(first, second, answers);
    }
  }

  /** All pairs of two texts of one group, such as the same words in another order. */
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

  /** The number of pairs. */
  public int size() {
    return same.length;
  }

  /** The first sentence of a pair. */
  public String first(int pair) {
    return texts.text(left[pair]);
  }

  /** The second sentence of a pair. */
  public String second(int pair) {
    return texts.text(right[pair]);
  }

  /** The share of pairs that mean the same, from 0 to 1. */
  public double positiveRate() {
    return (double) IntStream.range(0, size()).filter(i -> same[i]).count() / size();
  }

  /** As batches of pairs take it. */
  public LabeledPairs toLabeledPairs() {
    return LabeledPairs.of(texts, left, right, same);
  }

  /** Some of the pairs in the order given, and no other sentences than theirs. */
  public SentencePairs select(int... pairs) {
    var answers = new boolean[pairs.length];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = same[pairs[i]];
    }
    return of(
        Arrays.stream(pairs).mapToObj(this::first).toList(),
        Arrays.stream(pairs).mapToObj(this::second).toList(),
        answers);
  }

  /**
   * Sets pairs aside together with all pairs that share a sentence with them, however far the chain
   * goes: no sentence, and no variant that somebody made of it, is in both parts.
   *
   * @param share about which share of the pairs to hold out, above 0 and below 1
   * @throws IllegalArgumentException if that leaves one part without pairs
   */
  public TrainTest split(double share, Seed seed) {
    var chains = chains();
    var order = seed.permutation(texts.size());
    var heldOut = new boolean[texts.size()];
    var sizes = new int[texts.size()];
    IntStream.of(left).forEach(row -> sizes[chains[row]]++);
    int wanted = (int) Math.round(share * size());
    for (int i = 0, held = 0; i < order.length && held < wanted; i++) {
      held += sizes[order[i]];
      heldOut[order[i]] = true;
    }
    var parts =
        new TrainTest(
            where(pair -> !heldOut[chains[left[pair]]]),
            where(pair -> heldOut[chains[left[pair]]]));
    if (parts.train.size() == 0 || parts.heldOut.size() == 0) {
      throw new IllegalArgumentException(
          "a share of %s of %d pairs, kept together by their sentences, leaves %d and %d: both parts need some"
              .formatted(share, size(), parts.train.size(), parts.heldOut.size()));
    }
    return parts;
  }

  private SentencePairs where(IntPredicate wanted) {
    return select(IntStream.range(0, size()).filter(wanted).toArray());
  }

  /** For every sentence one that stands for all those that pairs connect it with (union–find). */
  private int[] chains() {
    var root = IntStream.range(0, texts.size()).toArray();
    for (int pair = 0; pair < size(); pair++) {
      root[root(root, left[pair])] = root(root, right[pair]);
    }
    return IntStream.range(0, root.length).map(row -> root(root, row)).toArray();
  }

  private static int root(int[] up, int row) {
    int top = row;
    while (up[top] != top) {
      up[top] = up[up[top]];
      top = up[top];
    }
    return top;
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
