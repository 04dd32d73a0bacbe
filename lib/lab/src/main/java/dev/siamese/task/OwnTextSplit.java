package dev.siamese.task;

import dev.siamese.data.Texts;
import dev.siamese.tensor.Seed;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which of the user's own texts an encoder was trained on, by their hashes. */
final class OwnTextSplit {

  private static final long HASH = (1L << 50) - 1; // the bits of a text's name

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

  private static Set<String> names(Texts texts) {
    var names = new LinkedHashSet<String>();
    for (var text : texts.texts()) {
      names.add(Long.toString(new Seed(0).derive(text).value() & HASH, Character.MAX_RADIX));
    }
    return names;
  }

  /** The test part of the data at hand; texts of it that were trained on are noted. */
  static Task evaluation(Path path, EvaluationRequest request) {
    OwnParts.requireExists(path);
    var task = OwnSentences.load(path, request.options(), 0, request.seed(), request.skipped());
    var test = task.split().orElseThrow().test();
    var seen = new HashSet<>(request.split().train());
    seen.addAll(request.split().validation());
    seen.retainAll(new HashSet<>(test));
    if (!seen.isEmpty()) {
      request
          .notes()
          .accept(
              "%,d of the %,d texts of the test were trained or validated on, since the data has changed: the error is too low; evaluate with the data of the training, or with other texts"
                  .formatted(seen.size(), test.size()));
    }
    return task;
  }
}
