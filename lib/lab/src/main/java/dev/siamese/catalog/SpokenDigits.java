package dev.siamese.catalog;

import dev.siamese.data.AudioClip;
import dev.siamese.data.AudioClips;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import dev.siamese.data.Targets;
import dev.siamese.tensor.internal.Archive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * The Free Spoken Digit Dataset (Jackson et al. 2018): six people say each of the ten digits fifty
 * times, at 8,000 samples per second, with silence trimmed. A class is a digit of a speaker, its
 * group is the speaker: {@link AudioClips#byName} labels by digit, {@link AudioClips#byGroup} by
 * speaker.
 */
public final class SpokenDigits {

  private static final Pattern NAME = Pattern.compile("(\\d)_([a-z]+)_(\\d+)\\.wav");
  private static final int TEST_TAKES = 5;
  private static final String FILE = "fsdd/recordings.zip";
  private static final int RECORDINGS = 3000;

  private final DataDirectory data;

  /**
   * The data set in a data directory; it is read, or downloaded, when it is used.
   *
   * @param data where the file is, or is downloaded to
   */
  public SpokenDigits(DataDirectory data) {
    this.data = data;
  }

  /**
   * {@return all 3,000 recordings}
   *
   * @throws DataException if they cannot be found, downloaded or read
   */
  public AudioClips all() {
    return read(take -> true);
  }

  /** {@return the official training part: takes 5 to 49 of each digit by each speaker} */
  public AudioClips train() {
    return read(take -> take >= TEST_TAKES);
  }

  /** {@return the official test part: takes 0 to 4, by the same speakers} */
  public AudioClips test() {
    return read(take -> take < TEST_TAKES);
  }

  private AudioClips read(IntPredicate takes) {
    return data.read(FILE, root -> read(root, takes, RECORDINGS));
  }

  /** A file and what its name says. */
  private record Recording(String speaker, String digit, int take, Path file) {

    static Recording of(Path file) throws IOException {
      var name = NAME.matcher(file.getFileName().toString());
      if (!name.matches()) {
        throw new IOException(
            "the file name %s is not of the form DIGIT_SPEAKER_TAKE.wav"
                .formatted(file.getFileName()));
      }
      return new Recording(name.group(2), name.group(1), Integer.parseInt(name.group(3)), file);
    }

    ClassInfo classInfo() {
      return new ClassInfo(digit, speaker);
    }
  }

  static AudioClips read(Path root, IntPredicate takes, int published) throws IOException {
    var recordings = new ArrayList<Recording>();
    for (var file : Archive.files(root, path -> path.toString().endsWith(".wav")).files()) {
      recordings.add(Recording.of(file));
    }
    DataDirectory.requireComplete(FILE, recordings.size(), published);
    recordings.removeIf(recording -> !takes.test(recording.take));
    recordings.sort(
        Comparator.comparing(Recording::speaker)
            .thenComparing(Recording::digit)
            .thenComparing(Recording::take));
    var classes = recordings.stream().map(Recording::classInfo).distinct().toList();
    var clips = recordings.stream().map(recording -> AudioClip.read(recording.file)).toList();
    var labels = recordings.stream().mapToInt(each -> classes.indexOf(each.classInfo())).toArray();
    return AudioClips.of(clips, new Targets(labels, classes));
  }
}
