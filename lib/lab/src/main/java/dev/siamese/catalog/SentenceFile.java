package dev.siamese.catalog;

import dev.siamese.data.DataException;
import dev.siamese.data.SentencePairs;
import dev.siamese.tensor.internal.Numbers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Pairs of sentences with labels or scores, in a CSV or TSV file with or without a header: the
 * original files of MRPC and PAWS, those of Quora and of the STS benchmark, and others like them.
 *
 * <p>Columns are recognised by their names, such as sentence1, sentence2 and label, else by their
 * content: the two columns with the longest text are the sentences, and the label is the last of
 * the others with only 0 and 1 (or true and false, yes and no), else the last with numbers of which
 * most repeat. Pairs with other numbers are the same from the middle of the scale on.
 *
 * @param pairs the pairs in the order of the file
 * @param columns a sentence that says which columns were read, and the scale of scores
 */
public record SentenceFile(SentencePairs pairs, String columns) {

  private static final Set<String> FIRST =
      Set.of(
          "sentence1",
          "sentencea",
          "sent1",
          "1string",
          "string1",
          "text1",
          "texta",
          "s1",
          "q1",
          "question1",
          "first",
          "left",
          "premise",
          "a");
  private static final Set<String> SECOND =
      Set.of(
          "sentence2",
          "sentenceb",
          "sent2",
          "2string",
          "string2",
          "text2",
          "textb",
          "s2",
          "q2",
          "question2",
          "second",
          "right",
          "hypothesis",
          "b");
  private static final Set<String> LABEL =
      Set.of(
          "label",
          "quality",
          "isduplicate",
          "duplicate",
          "same",
          "paraphrase",
          "isparaphrase",
          "goldlabel",
          "class",
          "target",
          "y",
          "score",
          "similarity",
          "similarityscore",
          "relatedness",
          "relatednessscore");
  private static final Set<String> YES = Set.of("1", "1.0", "true", "yes");
  private static final Set<String> NO = Set.of("0", "0.0", "false", "no");

  /** The indices of the columns, and whether the first row names them. */
  private record Layout(int first, int second, int label, boolean header) {}

  /**
   * Reads a file.
   *
   * @param file the file
   * @param skipped receives the error of each row with a blank sentence or label; it may throw it
   * @return the pairs
   * @throws DataException if it is missing or damaged, or columns are not recognised
   */
  public static SentenceFile read(Path file, Consumer<DataException> skipped) {
    var table = DelimitedFile.read(file);
    var layout = layout(file, table);
    var first = new ArrayList<String>();
    var second = new ArrayList<String>();
    var labels = new ArrayList<String>();
    for (int row = layout.header ? 1 : 0; row < table.rows().size(); row++) {
      var cells = table.rows().get(row);
      var label = cells.get(layout.label);
      if (cells.get(layout.first).isEmpty() || cells.get(layout.second).isEmpty()) {
        skipped.accept(error(file, row, "has a blank sentence"));
      } else if (!isLabel(label) && !Numbers.isNumber(label)) {
        skipped.accept(error(file, row, "has the label \"%s\", not a number".formatted(label)));
      } else {
        first.add(cells.get(layout.first));
        second.add(cells.get(layout.second));
        labels.add(label.toLowerCase(Locale.ROOT));
      }
    }
    if (labels.isEmpty()) {
      throw new DataException(file + " has no pair of sentences");
    }
    var same = new boolean[labels.size()];
    var scale = "";
    if (labels.stream().allMatch(SentenceFile::isLabel)) {
      IntStream.range(0, same.length).forEach(i -> same[i] = YES.contains(labels.get(i)));
    } else {
      var scores =
          labels.stream().filter(Numbers::isNumber).mapToDouble(Double::parseDouble).toArray();
      if (scores.length < same.length) {
        throw new DataException(file + " has both words and scores as labels: use one kind");
      }
      var range = IntStream.range(0, same.length).mapToDouble(i -> scores[i]).summaryStatistics();
      double middle = (range.getMin() + range.getMax()) / 2;
      IntStream.range(0, same.length).forEach(i -> same[i] = scores[i] >= middle);
      scale =
          String.format(
              Locale.ROOT,
              " from %s to %s, the same from %s on",
              range.getMin(),
              range.getMax(),
              middle);
    }
    var columns =
        "sentences in %s and %s, label in %s%s"
            .formatted(
                name(table, layout.first, layout.header),
                name(table, layout.second, layout.header),
                name(table, layout.label, layout.header),
                scale);
    return new SentenceFile(SentencePairs.of(first, second, same), columns);
  }

  private static DataException error(Path file, int row, String problem) {
    return new DataException("row %d of %s %s".formatted(row + 1, file, problem));
  }

  private static String name(DelimitedFile table, int column, boolean header) {
    return header ? '"' + table.rows().get(0).get(column) + '"' : "column " + (column + 1);
  }

  private static Layout layout(Path file, DelimitedFile table) {
    var header =
        table.rows().get(0).stream()
            .map(cell -> cell.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""))
            .toList();
    if (table.columns() < 3) {
      throw new DataException(
          "%s has %d columns: two sentences and a label are needed, separated by tabs or commas"
              .formatted(file, table.columns()));
    }
    int first = indexOf(header, FIRST);
    int second = indexOf(header, SECOND);
    if (first < 0 || second < 0) {
      var longest =
          IntStream.range(0, table.columns())
              .boxed()
              .sorted(Comparator.comparingDouble(i -> -meanLength(table, i)))
              .limit(2)
              .sorted()
              .toList();
      first = longest.get(0);
      second = longest.get(1);
    }
    int label = indexOf(header, LABEL);
    label = label >= 0 ? label : labelByContent(table, first, second);
    if (label < 0) {
      throw new DataException(
          "%s has no column that is recognised as the label: name the columns sentence1, sentence2 and label"
              .formatted(file));
    }
    var top = table.rows().get(0).get(label);
    return new Layout(first, second, label, !isLabel(top) && !Numbers.isNumber(top));
  }

  private static int labelByContent(DelimitedFile table, int first, int second) {
    int label = -1;
    int score = -1;
    for (int i = 0; i < table.columns(); i++) {
      var cells = table.column(i, table.rows().size() > 1);
      if (i == first || i == second) {
        continue;
      }
      if (cells.stream().allMatch(SentenceFile::isLabel)) {
        label = i;
      } else if (cells.stream().allMatch(Numbers::isNumber)
          && cells.stream().distinct().count() <= cells.size() / 2) {
        score = i;
      }
    }
    return label >= 0 ? label : score;
  }

  private static int indexOf(List<String> header, Set<String> names) {
    return IntStream.range(0, header.size())
        .filter(i -> names.contains(header.get(i)))
        .findFirst()
        .orElse(-1);
  }

  private static double meanLength(DelimitedFile table, int column) {
    return table.column(column, true).stream().mapToInt(String::length).average().orElse(0);
  }

  private static boolean isLabel(String cell) {
    var lower = cell.toLowerCase(Locale.ROOT);
    return YES.contains(lower) || NO.contains(lower);
  }
}
