package dev.siamese.catalog;

import dev.siamese.data.DataException;
import dev.siamese.data.SentencePairs;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Paraphrase Adversaries from Word Scrambling, made of Wikipedia (Zhang, Baldridge and He 2019):
 * pairs of sentences with nearly the same words, which mean the same or not. Two of them with other
 * words are seldom a pair, so what counts words is led astray.
 *
 * <p>The files are lines of {@code id}, {@code sentence1}, {@code sentence2} and {@code label},
 * between tabs and without quotation, with or without a header.
 *
 * @param home where to find the files, {@code paws/dev.tsv} and so on
 */
public record Paws(DataDirectory home) {

  private static final List<String> HEADER = List.of("id", "sentence1", "sentence2", "label");

  /** 8,000 pairs to train on or to choose by. */
  public SentencePairs dev() {
    return read(home.fetch("paws/dev.tsv"));
  }

  /** 8,000 pairs to be judged on; no sentence is in the other part. */
  public SentencePairs test() {
    return read(home.fetch("paws/test.tsv"));
  }

  /**
   * Reads a file of this format.
   *
   * @throws DataException naming the line if one has not four cells, lacks a sentence, or has
   *     another label than 0 and 1; if the file is missing, empty, or not UTF-8
   */
  public static SentencePairs read(Path file) {
    var lines = lines(file);
    var pairs = new SentencePairs.Builder(HEADER.get(1), HEADER.get(2));
    for (int i = 0; i < lines.size(); i++) {
      var cells = List.of(lines.get(i).split("\t", -1));
      if (i == 0 && cells.equals(HEADER) || lines.get(i).isBlank()) {
        continue;
      }
      var where = "line %d of %s".formatted(i + 1, file);
      if (cells.size() != HEADER.size()) {
        throw new DataException(
            "%s has %d cells between tabs, but must have %d: %s"
                .formatted(where, cells.size(), HEADER.size(), String.join(", ", HEADER)));
      }
      pairs.add(cells.get(1), cells.get(2), cells.get(3), where);
    }
    if (pairs.isEmpty()) {
      throw new DataException(file + " has no pairs of sentences");
    }
    return pairs.build();
  }

  private static List<String> lines(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new DataException("there is no file " + file);
    }
    try {
      return Files.readAllLines(file);
    } catch (MalformedInputException e) {
      throw new DataException(file + " is not written in UTF-8");
    } catch (IOException e) {
      throw new DataException("cannot read " + file, e);
    }
  }
}
