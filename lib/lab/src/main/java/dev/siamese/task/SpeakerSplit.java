package dev.siamese.task;

import dev.siamese.data.AudioClips;
import dev.siamese.tensor.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The speakers of the training, validation and test part. */
record SpeakerSplit(List<String> train, List<String> validation, List<String> test) {

  /** The number of speakers that are used for the test only. */
  private static final int TEST_SPEAKERS = 2;

  static SpeakerSplit of(AudioClips all, int heldOut, Seed seed) {
    var speakers = all.classes().stream().map(label -> label.group()).distinct().sorted().toList();
    int others = speakers.size() - TEST_SPEAKERS;
    if (heldOut < 0 || heldOut >= others) {
      throw new IllegalArgumentException(
          "heldOut is %d, but %d speakers are not for the test: hold out fewer, so that at least one is left for training"
              .formatted(heldOut, others));
    }
    var shuffled =
        Arrays.stream(seed.derive("speakers").permutation(others)).mapToObj(speakers::get);
    var order = shuffled.toList();
    return new SpeakerSplit(
        order.subList(heldOut, others),
        order.subList(0, heldOut),
        speakers.subList(others, speakers.size()));
  }

  /** The clips of the validation speakers; empty if there are none. */
  Optional<AudioClips> heldOut(AudioClips all) {
    return validation.isEmpty() ? Optional.empty() : Optional.of(all.filterGroups(validation));
  }
}
