package dev.siamese.task;

import dev.siamese.catalog.AudioFolder;
import dev.siamese.data.AudioClips;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.tensor.internal.Counts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Evaluates an encoder on the speakers, classes or clips that were held out when it was trained.
 */
final class OwnAudioEvaluation {

  private OwnAudioEvaluation() {}

  static Task of(Path path, EvaluationRequest request) {
    var pattern = OwnAudio.speakerPattern(request.options());
    var all = new AudioFolder(path, pattern).read(request.skipped());
    return switch (request.split().unit()) {
      case OwnAudio.SPEAKER -> bySpeaker(path, all, request);
      case "class" -> byClass(path, all.byName(), request);
      default -> byClip(path, all.byName(), request);
    };
  }

  private static Task bySpeaker(Path path, AudioClips all, EvaluationRequest request) {
    var chosen = request.select(OwnAudio.groups(all)).names();
    var clips = all.filterGroups(List.copyOf(chosen));
    int ways = OwnAudio.commonWays(clips);
    if (ways < 2) {
      throw new DataException(
          "%s has %s to evaluate, who have fewer than 2 classes in common"
              .formatted(path, Counts.of(chosen.size(), "speaker")));
    }
    return task(path, OwnAudio.acrossSpeakers(clips, ways, request.seed().derive("test")));
  }

  private static Task byClass(Path path, AudioClips all, EvaluationRequest request) {
    var chosen = request.select(all.classes().stream().map(ClassInfo::toString).toList()).names();
    var clips = all.filterClasses(label -> chosen.contains(all.classes().get(label).toString()));
    OwnParts.requireClasses(path, clips, "clips", 2, "one to compare with the other");
    return task(path, OwnAudio.episodes(clips, request.seed().derive("test")));
  }

  private static Task byClip(Path path, AudioClips all, EvaluationRequest request) {
    var hashes = OwnAudio.hashes(all);
    var chosen = request.select(hashes).names();
    var support = rows(hashes, Set.copyOf(request.split().train()));
    var queries = rows(hashes, chosen);
    if (support.length == 0) {
      var clips = all.select(queries);
      OwnParts.requireClasses(path, clips, "clips", 2, "one to compare with the other");
      return task(path, OwnAudio.episodes(clips, request.seed().derive("test")));
    }
    return task(path, OwnAudio.acrossParts(all, support, queries, request.seed()));
  }

  private static int[] rows(List<String> hashes, Set<String> names) {
    return IntStream.range(0, hashes.size())
        .filter(row -> names.contains(hashes.get(row)))
        .toArray();
  }

  private static Task task(Path path, EpisodeSet<AudioClips> test) {
    var name = OwnParts.name(path);
    int queries = test.episodes().stream().mapToInt(episode -> episode.query().length).sum();
    return new OwnTask(
        new AudioTask(name, test.data(), Optional.empty(), test),
        "%s: %s of what was held out".formatted(name, Counts.of(queries, "one-shot query")));
  }
}
