package dev.siamese.catalog;

import dev.siamese.data.DataException;
import dev.siamese.data.SentencePairs;
import dev.siamese.tensor.internal.NearestPath;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Paraphrase Adversaries from Word Scrambling, from Wikipedia (Zhang, Baldridge and He 2019): pairs
 * of sentences with nearly the same words and the same meaning or not, so that counting words
 * fails.
 *
 * <p>The files have lines of {@code id}, {@code sentence1}, {@code sentence2} and {@code label},
 * separated by tabs, without quoting, with or without a header.
 *
 * @param data where to find the files, {@code paws/dev.tsv} and so on
 */
public record Paws(DataDirectory data) {

  private static final int PAIRS = 8000; // in either file
  private static final List<String> HEADER = List.of("id", "sentence1", "sentence2", "label");

  /** {@return 8,000 pairs for training and validation} */
  public SentencePairs dev() {
    return complete("paws/dev.tsv");
  }

  /** {@return 8,000 pairs for the test, without a sentence of the other part} */
  public SentencePairs test() {
    return complete("paws/test.tsv");
  }

  private SentencePairs complete(String file) {
    var pairs = read(data.fetch(file));
    DataDirectory.requireComplete(file, pairs.size(), PAIRS);
    return pairs;
  }

  /**
   * Reads a file of this format.
   *
   * @param file tab-separated, UTF-8, with four columns; the header row may be missing
   * @return the pairs in the order of the file
   * @throws DataException if the file is missing, empty or not UTF-8, or naming the first row that
   *     does not have four cells, lacks a sentence, or has another label than 0 and 1
   */
  public static SentencePairs read(Path file) {
    var rows = new ArrayList<List<String>>();
    for (var line : lines(file)) {
      var cells = List.of(line.split("\t", -1));
      boolean isHeader = rows.isEmpty() && cells.equals(HEADER);
      if (isHeader || line.isBlank()) {
        continue;
      }
      rows.add(cells);
      if (cells.size() != HEADER.size()) {
        throw new DataException(
            "row %d of %s has %d cells, but must have %d, separated by tabs: %s"
                .formatted(
                    rows.size(), file, cells.size(), HEADER.size(), String.join(", ", HEADER)));
      }
    }
    return SentencePairs.parse(file.toString(), column(rows, 1), column(rows, 2), column(rows, 3));
  }

  private static List<String> column(List<List<String>> rows, int column) {
    return rows.stream().map(cells -> cells.get(column)).toList();
  }

  private static List<String> lines(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new DataException(NearestPath.noFile(file));
    }
    try {
      return Files.readAllLines(file);
    } catch (MalformedInputException e) {
      throw new DataException(file + " is not text in UTF-8");
    } catch (IOException e) {
      throw new DataException("cannot read " + file, e);
    }
  }
}
