package dev.siamese.task;

import dev.siamese.catalog.TextFile;
import dev.siamese.data.DataException;
import dev.siamese.data.Targets;
import dev.siamese.data.Texts;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.sampling.EpisodeSet.Episode;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.Counts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which of the user's own texts an encoder was trained on, by their hashes. */
final class OwnTextSplit {

  private OwnTextSplit() {}

  /**
   * The split of texts into parts; texts of the training that others are compared with are no part
   * of the test.
   */
  static RecordedSplit of(Texts train, Optional<Texts> validation, Texts test) {
    var trained = names(train);
    var tested = names(test);
    tested.removeAll(trained);
    return new RecordedSplit(
        "text",
        "by the texts",
        List.copyOf(trained),
        List.copyOf(validation.map(OwnTextSplit::names).orElse(Set.of())),
        List.copyOf(tested));
  }

  static Set<String> names(Texts texts) {
    var names = new LinkedHashSet<String>();
    for (var text : texts.texts()) {
      names.add(RecordedSplit.hash(text));
    }
    return names;
  }

  /**
   * The texts that were held out when the encoder was trained; of data of another place, those that
   * it was not trained on.
   */
  static Task evaluation(Path path, EvaluationRequest request) {
    OwnParts.requireExists(path);
    var unchanged = unchanged(path, request);
    if (unchanged.isPresent()) {
      return unchanged.get();
    }
    if (OwnTexts.kind(path, request.options()) == OwnTexts.Kind.PAIRS) {
      return OwnSentences.evaluation(path, request);
    }
    var texts = read(path, request.options(), request.skipped());
    var chosen = request.select(names(texts)).names();
    var trained = Set.copyOf(request.split().train());
    return evaluation(
        OwnParts.name(path), texts, rows(texts, trained), rows(texts, chosen), request.seed());
  }

  /** The task of today's data if its split has the recorded test part. */
  private static Optional<Task> unchanged(Path path, EvaluationRequest request) {
    var skipped = new ArrayList<DataException>();
    Task task;
    try {
      task = OwnSentences.load(path, request.options(), 0, request.seed(), skipped::add);
    } catch (DataException | IllegalArgumentException e) {
      return Optional.empty(); // too little for a split, as a separate test set may have
    }
    var test = task.split().orElseThrow().test();
    if (!Set.copyOf(test).equals(Set.copyOf(request.split().test()))) {
      return Optional.empty();
    }
    skipped.forEach(request.skipped());
    return Optional.of(task);
  }

  /** The texts of a file, each once; without classes, each is a class of its own. */
  private static Texts read(Path path, DataOptions options, Consumer<DataException> skipped) {
    var read = TextFile.read(OwnTexts.onlyFile(path), options.get(DataOptions.LABEL), skipped);
    if (read.labelled()) {
      return OwnTexts.withoutCopies(read.texts());
    }
    var lines = read.texts().texts().stream().distinct().toList();
    return new Texts(lines, Targets.unique(lines));
  }

  private static int[] rows(Texts texts, Set<String> names) {
    return IntStream.range(0, texts.size())
        .filter(row -> names.contains(RecordedSplit.hash(texts.text(row))))
        .toArray();
  }

  /**
   * The task of evaluating an encoder on some of the texts, compared with training texts where
   * these are of the same classes.
   */
  private static Task evaluation(String name, Texts all, int[] trained, int[] test, Seed seed) {
    if (all.classes().size() == all.size()) { // no classes
      var texts = IntStream.of(test).mapToObj(all::text).toList();
      return of(name, all.select(trained), OwnTexts.retrieval(texts, seed.derive("test")));
    }
    var known = IntStream.of(trained).map(all::label).boxed().collect(Collectors.toSet());
    if (IntStream.of(test).map(all::label).anyMatch(known::contains)) {
      var episode = new Episode(OwnTexts.support(all, trained, seed), test);
      return of(name, all.select(trained), new EpisodeSet<>(all, List.of(episode)));
    }
    var some = all.select(test);
    var sizes = some.classSizes();
    var texts = some.filterClasses(label -> sizes[label] > 1);
    return of(name, all.select(trained), OwnTexts.episodes(texts, seed.derive("test")));
  }

  private static Task of(String name, Texts train, EpisodeSet<Texts> test) {
    return OwnTexts.described(
        new TextClassTask(name, train, Optional.empty(), test),
        Counts.of(
            test.episodes().stream().mapToInt(each -> each.query().length).sum(), "test query"));
  }
}
