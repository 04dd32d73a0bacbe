package dev.siamese.task;

import dev.siamese.catalog.SentenceFile;
import dev.siamese.data.DataException;
import dev.siamese.data.SentencePairs;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.Counts;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Pairs of sentences of the user's own. */
final class OwnSentences {

  static final String KINDS =
      "a CSV or TSV file of two sentences and a label or score per row, or a folder with two such files whose names end in TRAIN and TEST; a CSV or TSV file of texts and their classes; a file with one text per line";

  private static final double TEST_FRACTION = 0.25;
  private static final double VALIDATION_FRACTION = 0.15;

  private OwnSentences() {}

  /**
   * Pairs, as follows, or {@linkplain OwnTexts texts with classes or without}.
   *
   * <p>One file, of which a quarter of the pairs is the test part and shares no sentence with the
   * others; or a folder with a training and a test part. A part of the training pairs is for
   * validation.
   *
   * @param path the file or folder
   * @param options the column of the classes of texts
   * @param heldOut the number of classes for validation; ignored for pairs
   * @param seed of the splits
   * @param skipped receives the error of each row that lacks a sentence or label
   * @return the task
   * @throws DataException if it cannot be read, or a part has no pairs of one label
   */
  static Task load(
      Path path, DataOptions options, int heldOut, Seed seed, Consumer<DataException> skipped) {
    if (OwnTexts.kind(path, options) != OwnTexts.Kind.PAIRS) {
      return OwnTexts.load(path, options, heldOut, seed, skipped);
    }
    var files = OwnParts.files(path, OwnParts.TABLES);
    var file = SentenceFile.read(files.get(0), skipped);
    if (files.size() == 2) {
      var test = SentenceFile.read(files.get(1), skipped).pairs();
      var shared = new HashSet<>(file.pairs().texts().texts());
      shared.retainAll(new HashSet<>(test.texts().texts()));
      var split =
          "the test is the file %s, %s also in the training file"
              .formatted(files.get(1).getFileName(), Counts.of(shared.size(), "sentence"));
      return task(path, file, file.pairs(), test, seed, split);
    }
    var parts = split(path, file.pairs(), TEST_FRACTION, seed.derive("test"));
    return task(path, file, parts.train(), parts.heldOut(), seed, "no sentence is in two parts");
  }

  /** The pairs of which both sentences were held out when an encoder was trained. */
  static Task evaluation(Path path, EvaluationRequest request) {
    var files = OwnParts.files(path, OwnParts.TABLES);
    var pairs = SentenceFile.read(files.get(files.size() - 1), request.skipped()).pairs();
    var chosen = request.select(OwnTextSplit.names(pairs.texts())).names();
    var test = within(pairs, chosen);
    requireBoth(path, "test", test);
    var validation = within(pairs, Set.copyOf(request.split().validation()));
    var name = OwnParts.name(path);
    return new OwnTask(
        new SentenceTask(name, test.texts(), Optional.empty(), validation, test),
        "%s: %s of held-out sentences".formatted(name, Counts.of(test.size(), "pair")));
  }

  private static SentencePairs within(SentencePairs pairs, Set<String> names) {
    return pairs.select(
        IntStream.range(0, pairs.size())
            .filter(
                i ->
                    names.contains(RecordedSplit.hash(pairs.first(i)))
                        && names.contains(RecordedSplit.hash(pairs.second(i))))
            .toArray());
  }

  private static Task task(
      Path path,
      SentenceFile file,
      SentencePairs development,
      SentencePairs test,
      Seed seed,
      String split) {
    var parts = split(path, development, VALIDATION_FRACTION, seed.derive("split"));
    var train = parts.train();
    requireBoth(path, "training", train);
    requireBoth(path, "validation", parts.heldOut());
    requireBoth(path, "test", test);
    var task =
        new SentenceTask(
            OwnParts.name(path),
            train.texts(),
            Optional.of(train.toLabeledPairs()),
            parts.heldOut(),
            test);
    return new OwnTask(
        task,
        "%s: %s for training, %,d held out for validation, %,d for the test, %.1f %% of them the same; %s; %s"
            .formatted(
                task.name(),
                Counts.of(train.size(), "pair"),
                parts.heldOut().size(),
                test.size(),
                100 * test.positiveRate(),
                split,
                file.columns()));
  }

  private static SentencePairs.TrainTest split(
      Path path, SentencePairs pairs, double fraction, Seed seed) {
    try {
      return pairs.split(fraction, seed);
    } catch (IllegalArgumentException e) {
      throw new DataException(
          "%s has %s that cannot be split so that no sentence is in two parts: add pairs of other sentences"
              .formatted(path, Counts.of(pairs.size(), "pair")));
    }
  }

  private static void requireBoth(Path path, String part, SentencePairs pairs) {
    double rate = pairs.positiveRate();
    if (rate == 0 || rate == 1) {
      throw new DataException(
          "the %s part of %s has %s, all %s: each part needs both kinds; add more"
              .formatted(
                  part,
                  path,
                  Counts.of(pairs.size(), "pair"),
                  rate == 0 ? "different" : "the same"));
    }
  }
}
