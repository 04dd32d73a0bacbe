package dev.siamese.catalog;

import dev.siamese.data.AudioClip;
import dev.siamese.data.AudioClips;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * The Free Spoken Digit Dataset (Jackson et al. 2018): six people say each of the ten digits fifty
 * times, 8,000 samples per second, silence at both ends cut off. A class is a digit of a speaker,
 * who is its group: {@link AudioClips#byName} labels by digit, {@link AudioClips#byGroup} by
 * speaker.
 */
public final class SpokenDigits {

  private static final Pattern NAME = Pattern.compile("(\\d)_([a-z]+)_(\\d+)\\.wav");
  private static final int TEST_TAKES = 5;

  private final DataDirectory home;

  public SpokenDigits(DataDirectory home) {
    this.home = home;
  }

  /**
   * All 3,000 recordings.
   *
   * @throws DataException if they cannot be found or read
   */
  public AudioClips all() {
    return read(take -> true);
  }

  /** The official training part: takes 5 to 49 of each digit by each speaker. */
  public AudioClips train() {
    return read(take -> take >= TEST_TAKES);
  }

  /** The official test part: takes 0 to 4, by the same speakers. */
  public AudioClips test() {
    return read(take -> take < TEST_TAKES);
  }

  private AudioClips read(IntPredicate takes) {
    return home.read("fsdd/recordings.zip", root -> read(root, takes));
  }

  /** One file, by what its name says. */
  private record Recording(String speaker, String digit, int take, Path file) {

    static Recording of(Path file) throws IOException {
      var name = NAME.matcher(file.getFileName().toString());
      if (!name.matches()) {
        throw new IOException(
            "%s is not called as DIGIT_SPEAKER_TAKE.wav".formatted(file.getFileName()));
      }
      return new Recording(name.group(2), name.group(1), Integer.parseInt(name.group(3)), file);
    }

    ClassInfo label() {
      return new ClassInfo(digit, speaker);
    }
  }

  private static AudioClips read(Path root, IntPredicate takes) throws IOException {
    var recordings = new ArrayList<Recording>();
    try (var all = Files.walk(root)) {
      for (var file : all.filter(path -> path.toString().endsWith(".wav")).toList()) {
        recordings.add(Recording.of(file));
      }
    }
    recordings.removeIf(recording -> !takes.test(recording.take));
    if (recordings.isEmpty()) {
      throw new IOException("no recording in it");
    }
    recordings.sort(
        Comparator.comparing(Recording::speaker)
            .thenComparing(Recording::digit)
            .thenComparing(Recording::take));
    var classes = recordings.stream().map(Recording::label).distinct().toList();
    var waves = new ArrayList<AudioClip>();
    for (var recording : recordings) {
      waves.add(decoded(recording.file));
    }
    var labels = recordings.stream().mapToInt(each -> classes.indexOf(each.label())).toArray();
    return AudioClips.of(waves, labels, List.copyOf(classes));
  }

  private static AudioClip decoded(Path file) throws IOException {
    try {
      return AudioClip.decode(file);
    } catch (IOException e) {
      throw new IOException(file.getFileName() + ": " + e.getMessage(), e);
    }
  }
}
