package dev.siamese.catalog;

import dev.siamese.data.DataException;
import dev.siamese.data.Texts;
import dev.siamese.tensor.internal.DelimitedText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Single texts, such as sentences: a CSV or TSV file of texts and their classes, or a file with one
 * text per line.
 *
 * <p>In a table, the label is the column of that name, such as label or category, else the column
 * with the fewest different values; the text is the column with the most words. A table of one
 * column, and a file with the extension {@code .txt} without tabs, has texts without classes.
 *
 * @param texts in the order of the file
 * @param labelled whether their classes are known
 * @param columns a sentence that says which columns were read
 */
public record TextFile(Texts texts, boolean labelled, String columns) {

  private static final Set<String> LABELS =
      Set.of("label", "class", "category", "intent", "topic", "target", "y", "tag", "genre");
  private static final Set<String> TEXTS = Set.of("text", "sentence", "sentences", "texts");
  private static final double MIN_WORDS = 2; // of a text, in the mean

  /**
   * Reads a file.
   *
   * @param file the file
   * @param label the column of the classes; empty to guess it
   * @param skipped receives the error of each row without a text or class; it may throw it
   * @return the texts
   * @throws DataException if it is missing or damaged, or has no such columns
   */
  public static TextFile read(Path file, Optional<String> label, Consumer<DataException> skipped) {
    if (isLines(file)) {
      return lines(file);
    }
    var table = DelimitedFile.read(file);
    if (table.columns() == 1) {
      var header = TEXTS.contains(plain(table.rows().get(0).get(0)));
      return unlabelled(file, table.column(0, header));
    }
    var header = table.rows().get(0).stream().map(TextFile::plain).toList();
    int labels = label.map(name -> index(file, table, name)).orElseGet(() -> guess(table, header));
    int text =
        IntStream.range(0, table.columns())
            .filter(i -> i != labels)
            .boxed()
            .max(Comparator.comparingDouble(i -> words(table, i)))
            .orElseThrow();
    if (words(table, text) < MIN_WORDS) {
      throw new DataException(
          "%s has no column of sentences beside the column %d".formatted(file, labels + 1));
    }
    boolean named =
        label.isPresent()
            || LABELS.contains(header.get(labels))
            || TEXTS.contains(header.get(text));
    return labelled(file, table, text, labels, named, skipped);
  }

  private static TextFile labelled(
      Path file,
      DelimitedFile table,
      int text,
      int label,
      boolean header,
      Consumer<DataException> skipped) {
    var texts = new ArrayList<String>();
    var classes = new ArrayList<String>();
    for (int row = header ? 1 : 0; row < table.rows().size(); row++) {
      var cells = table.rows().get(row);
      boolean blank = cells.get(text).isBlank();
      if (blank || DelimitedFile.isMissing(cells.get(label))) {
        skipped.accept(
            new DataException(
                "row %d of %s has no %s".formatted(row + 1, file, blank ? "text" : "label")));
      } else {
        texts.add(cells.get(text));
        classes.add(cells.get(label));
      }
    }
    if (texts.isEmpty()) {
      throw new DataException(file + " has no row with a text and a label");
    }
    var top = table.rows().get(0);
    return new TextFile(
        Texts.of(texts, classes),
        true,
        header
            ? "text in \"%s\", label in \"%s\"".formatted(top.get(text), top.get(label))
            : "text in column %d, label in column %d".formatted(text + 1, label + 1));
  }

  /**
   * {@return whether a file has one text per line: by its extension {@code .txt}, and no tabs}
   *
   * @param file any file
   */
  public static boolean isLines(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".txt")
        && Files.isRegularFile(file)
        && content(file).stream().noneMatch(line -> line.contains("\t"));
  }

  private static List<String> content(Path file) {
    try {
      var bytes = Files.readAllBytes(file);
      return DelimitedText.decode(bytes, DelimitedText.encoding(bytes)).lines().toList();
    } catch (CharacterCodingException e) {
      throw new DataException(file + " is not text in UTF-8: save it as UTF-8", e);
    } catch (IOException e) {
      throw new DataException("cannot read " + file, e);
    }
  }

  private static TextFile lines(Path file) {
    return unlabelled(file, content(file));
  }

  private static TextFile unlabelled(Path file, List<String> all) {
    var texts = all.stream().map(String::strip).filter(each -> !each.isEmpty()).toList();
    if (texts.isEmpty()) {
      throw new DataException(file + " is empty");
    }
    return new TextFile(Texts.of(texts), false, "one text per line, without classes");
  }

  private static int index(Path file, DelimitedFile table, String name) {
    int index = table.rows().get(0).indexOf(name);
    if (index < 0) {
      throw new DataException(
          "%s has no column \"%s\", only %s"
              .formatted(file, name, String.join(", ", table.rows().get(0))));
    }
    return index;
  }

  private static int guess(DelimitedFile table, List<String> header) {
    return IntStream.range(0, header.size())
        .filter(i -> LABELS.contains(header.get(i)))
        .findFirst()
        .orElseGet(
            () ->
                IntStream.range(0, header.size())
                    .boxed()
                    .min(
                        Comparator.comparingLong(
                            i -> table.column(i, true).stream().distinct().count()))
                    .orElseThrow());
  }

  private static String plain(String cell) {
    return cell.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private static double words(DelimitedFile table, int column) {
    return table.column(column, table.rows().size() > 1).stream()
        .mapToInt(text -> text.strip().split("\\s+").length)
        .average()
        .orElse(0);
  }
}
