package dev.siamese.task;

import dev.siamese.augment.TextAugmentation;
import dev.siamese.catalog.SentenceFile;
import dev.siamese.catalog.TextFile;
import dev.siamese.data.DataException;
import dev.siamese.data.Split;
import dev.siamese.data.Targets;
import dev.siamese.data.Texts;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.sampling.EpisodeSet.Episode;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.Counts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Texts of the user's own, with classes or without. */
final class OwnTexts {

  /** What a file of texts holds. */
  enum Kind {
    /** Two sentences and a label or score. */
    PAIRS("paws"),
    /** A text and its class. */
    CLASSES("text-classes"),
    /** A text. */
    LINES("text-lines");

    private final String recipe;

    Kind(String recipe) {
      this.recipe = recipe;
    }

    String recipe() {
      return recipe;
    }
  }

  private static final TextAugmentation CORRUPTION =
      TextAugmentation.wordDropout(0.2).then(TextAugmentation.typos(0.05));
  private static final int COPIES = 2; // of each training text without classes
  private static final int MIN_CLASSES = 8; // for a test of classes that were not trained on
  private static final int EPISODES = 100;
  private static final int MAX_WAYS = 20;
  private static final int MAX_SUPPORT = 50; // texts of a class to compare with
  private static final int MAX_LINES = 1000; // to retrieve
  private static final int MIN_LINES = 20;
  private static final int MIN_WORDS = 2; // of each sentence of a pair, in the mean

  private static final int MIN_WORDS_OF_TEXTS = 3; // in the mean, to guess that they are sentences

  private OwnTexts() {}

  /** The kind, by the content. */
  static Kind kind(Path path, DataOptions options) {
    var file = Files.isDirectory(path) ? TaskGuess.trainingTable(path) : path;
    if (options.get(DataOptions.LABEL).isEmpty() && isPairs(file)) {
      return Kind.PAIRS;
    }
    try {
      var read = TextFile.read(file, options.get(DataOptions.LABEL), error -> {});
      int classes = read.texts().classes().size();
      boolean repeated = classes <= Math.max(2, read.texts().size() / 2);
      return !read.labelled() ? Kind.LINES : repeated ? Kind.CLASSES : Kind.PAIRS;
    } catch (DataException e) {
      if (options.get(DataOptions.LABEL).isPresent()) {
        throw e;
      }
      return Kind.PAIRS; // whose reader says what is missing
    }
  }

  /** Whether a table, with classes or of one column, is plainly of sentences: most different. */
  static boolean isClassified(Path file) {
    var texts = TextFile.read(file, Optional.empty(), error -> {}).texts().texts();
    return words(texts) >= MIN_WORDS_OF_TEXTS
        && texts.stream().distinct().count() > texts.size() / 2;
  }

  private static boolean isPairs(Path file) {
    try {
      var pairs = SentenceFile.read(file, error -> {}).pairs();
      var all = IntStream.range(0, pairs.size()).boxed().toList();
      return words(all.stream().map(pairs::first).toList()) >= MIN_WORDS
          && words(all.stream().map(pairs::second).toList()) >= MIN_WORDS;
    } catch (DataException e) {
      return false;
    }
  }

  /** The mean number of words of a text. */
  static double words(List<String> texts) {
    return texts.stream().mapToInt(text -> text.split("\\s+").length).average().orElse(0);
  }

  /** Texts with classes, or one text per line. */
  static Task load(
      Path path, DataOptions options, int heldOut, Seed seed, Consumer<DataException> skipped) {
    var read = TextFile.read(onlyFile(path), options.get(DataOptions.LABEL), skipped);
    var name = OwnParts.name(path);
    if (!read.labelled()) {
      return ofLines(path, name, read.texts(), seed);
    }
    var all = withoutCopies(read.texts());
    OwnParts.requireClasses(path, all, "texts", 2, "as pairs");
    return all.classes().size() >= MIN_CLASSES
        ? byClass(name, all, heldOut, seed, read.columns())
        : byText(path, name, all, seed, read.columns());
  }

  static Path onlyFile(Path path) {
    var files = OwnParts.files(path, OwnParts.TABLES);
    if (files.size() > 1) {
      throw new DataException(
          path + " has texts in two files, TRAIN and TEST: give one file, which is then split");
    }
    return files.get(0);
  }

  /** Equal texts of one class only once, so that none is in two parts. */
  static Texts withoutCopies(Texts texts) {
    var seen = new HashSet<String>();
    return texts.select(
        IntStream.range(0, texts.size())
            .filter(row -> seen.add(texts.label(row) + " " + texts.text(row)))
            .toArray());
  }

  private static Task byClass(String name, Texts all, int heldOut, Seed seed, String columns) {
    int classes = all.classes().size();
    int test = classes / 4;
    int held = OwnParts.heldOut(heldOut, classes, test);
    if (held < 0 || held == 1 || classes - test - held < 2) {
      throw new IllegalArgumentException(
          "%d of %d classes beside the test cannot be held out: 0, or at least 2, and at least 2 left for training"
              .formatted(held, classes - test));
    }
    var split = Split.byClass(all, test, seed.derive("split"));
    var train = split.train();
    Optional<EpisodeSet<Texts>> validation = Optional.empty();
    if (held > 0) {
      var inner = Split.byClass(train, held, seed.derive("inner"));
      train = inner.train();
      validation = Optional.of(episodes(inner.heldOut(), seed.derive("validation")));
    }
    return described(
        new TextClassTask(name, train, validation, episodes(split.heldOut(), seed.derive("test"))),
        "%s of %s for training, %d other classes held out for validation, %d for the test: %d-way one-shot; %s"
            .formatted(
                Counts.of(train.size(), "text"),
                Counts.of(train.classes().size(), "class"),
                held,
                test,
                Math.min(MAX_WAYS, test),
                columns));
  }

  static EpisodeSet<Texts> episodes(Texts texts, Seed seed) {
    int ways = Math.min(MAX_WAYS, texts.classes().size());
    return new EpisodeSampler(ways, 1, 1).sample(texts, EPISODES, seed);
  }

  private static Task byText(Path path, String name, Texts all, Seed seed, String columns) {
    var isTest = OwnParts.stratifiedThird(path, all, "texts", seed.derive("split"));
    var train = OwnParts.rows(isTest, false);
    var support = support(all, train, seed);
    var test = OwnParts.rows(isTest, true);
    return described(
        new TextClassTask(
            name,
            all.select(train),
            Optional.empty(),
            new EpisodeSet<>(all, List.of(new Episode(support, test)))),
        "%s of %s for training, %d other texts of the same classes held out for the test, each compared with up to %d training texts of each class (%d classes allow a test of new classes); %s"
            .formatted(
                Counts.of(train.length, "text"),
                Counts.of(all.classes().size(), "class"),
                test.length,
                MAX_SUPPORT,
                MIN_CLASSES,
                columns));
  }

  /** Some of the rows of each class. */
  static int[] support(Texts all, int[] rows, Seed seed) {
    var perClass = new int[all.classes().size()];
    return IntStream.of(seed.derive("support").permutation(rows.length))
        .map(i -> rows[i])
        .filter(row -> perClass[all.label(row)]++ < MAX_SUPPORT)
        .toArray();
  }

  private static Task ofLines(Path path, String name, Texts read, Seed seed) {
    var lines = read.texts().stream().distinct().toList();
    if (lines.size() < MIN_LINES) {
      throw new DataException(
          "%s has %s: at least %d are needed, add %d"
              .formatted(
                  path,
                  Counts.of(lines.size(), "different text"),
                  MIN_LINES,
                  MIN_LINES - lines.size()));
    }
    var order = seed.derive("split").permutation(lines.size());
    int test = Math.min(MAX_LINES, lines.size() / 4);
    int held = Math.min(MAX_LINES, lines.size() / 10);
    var train = some(lines, order, test + held, lines.size());
    var labels = IntStream.range(0, train.size()).mapToObj(Integer::toString).toList();
    var copies =
        CORRUPTION.augment(new Texts(train, Targets.unique(labels)), COPIES, seed.derive("copies"));
    return described(
        new TextClassTask(
            name,
            copies,
            Optional.of(
                retrieval(some(lines, order, test, test + held), seed.derive("validation"))),
            retrieval(some(lines, order, 0, test), seed.derive("test"))),
        "no classes: %s for training, each with %d corrupted copies, %d held out for validation, %d for the test: retrieval of a text by a corrupted copy (a fifth of the words removed, typing errors in 5 %% of the characters)"
            .formatted(Counts.of(train.size(), "text"), COPIES, held, test));
  }

  private static List<String> some(List<String> lines, int[] order, int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> lines.get(order[i])).toList();
  }

  /** Each text is looked up by a corrupted copy among all of them. */
  static EpisodeSet<Texts> retrieval(List<String> texts, Seed seed) {
    int n = texts.size();
    var all = new ArrayList<>(texts);
    for (int i = 0; i < n; i++) {
      var copy = CORRUPTION.apply(texts.get(i), seed.derive(i).generator());
      all.add(copy.isBlank() ? texts.get(i) : copy);
    }
    var names = IntStream.range(0, 2 * n).mapToObj(i -> Integer.toString(i % n)).toList();
    var episode = new Episode(IntStream.range(0, n).toArray(), IntStream.range(n, 2 * n).toArray());
    return new EpisodeSet<>(Texts.of(all, names), List.of(episode));
  }

  static Task described(TextClassTask task, String split) {
    return new OwnTask(task, task.name() + ": " + split);
  }
}
