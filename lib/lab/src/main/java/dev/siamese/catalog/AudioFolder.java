package dev.siamese.catalog;

import dev.siamese.data.AudioClip;
import dev.siamese.data.AudioClips;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import dev.siamese.data.Targets;
import dev.siamese.tensor.internal.Archive;
import dev.siamese.tensor.internal.EqualFolders;
import dev.siamese.tensor.internal.NearestPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * WAV files of any sample rate, number of bits and number of channels, in a folder or zip file with
 * a sub-folder for each class.
 *
 * <p>A sub-folder of a class is a speaker, whose name is the {@linkplain ClassInfo#group() group}:
 * {@code yes/anna/1.wav}. Without it, {@code yes/1.wav}, the group is empty. Hidden files and those
 * of the operating system are skipped, and so is a single folder around all others.
 *
 * @param root the folder or zip file
 * @param speaker a pattern that is found in the names of all files without a speaker's sub-folder,
 *     and whose first group is the speaker
 */
public record AudioFolder(Path root, Optional<Pattern> speaker) {

  private static final Set<String> EXTENSIONS = Set.of(".wav", ".wave");
  private static final int MIN_RATE = 8_000;
  private static final int MAX_RATE = 16_000;

  /**
   * Checks the pattern.
   *
   * @param root the folder or zip file
   * @param speaker a pattern with at least one group
   * @throws IllegalArgumentException if the pattern has no group
   */
  public AudioFolder {
    speaker.ifPresent(
        pattern -> {
          if (pattern.matcher("").groupCount() == 0) {
            throw new IllegalArgumentException(
                "the pattern of speakers \"%s\" has no group: put the speaker in parentheses, as in _(\\w+)_"
                    .formatted(pattern));
          }
        });
  }

  /**
   * Speakers are the sub-folders of the classes, if there are some.
   *
   * @param root the folder or zip file
   */
  public AudioFolder(Path root) {
    this(root, Optional.empty());
  }

  /**
   * {@return all clips at one sample rate: the lowest of all files, but from 8,000 to 16,000 per
   * second, so that the rate of a file does not tell its class}
   *
   * @param skipped receives the error of each file that cannot be read; it may throw the error
   * @throws DataException if there is no sub-folder with a WAV file
   */
  public AudioClips read(Consumer<DataException> skipped) {
    return inside(folder -> read(folder, skipped));
  }

  /** {@return the number of files that are not read, by reason, such as {@code skipped 2 .mp3}} */
  public String skipped() {
    return inside(folder -> Archive.files(folder, AudioFolder::isWav).toString());
  }

  /**
   * {@return whether a file is read, by the extension of its name}
   *
   * @param file any file
   */
  public static boolean isWav(Path file) {
    return EXTENSIONS.contains(Archive.extension(file));
  }

  private AudioClips read(Path folder, Consumer<DataException> skipped) throws IOException {
    var top = folder;
    for (var below = Archive.folders(top); below.size() == 1; below = Archive.folders(top)) {
      if (Archive.folders(below.get(0)).isEmpty()) {
        break;
      }
      top = below.get(0);
    }
    var files = new ArrayList<Path>();
    var infos = new ArrayList<ClassInfo>();
    var byClass = new LinkedHashMap<String, List<Path>>();
    for (var each : Archive.folders(top)) {
      byClass.put(Archive.name(each), Archive.files(each, AudioFolder::isWav).files());
      for (var file : byClass.get(Archive.name(each))) {
        files.add(file);
        infos.add(new ClassInfo(Archive.name(each), speaker(top, each, file)));
      }
    }
    if (files.isEmpty()) {
      throw new DataException(
          "%s has no sub-folder with a .wav file: it needs one per class, with the clips of the class"
              .formatted(root));
    }
    var equal = EqualFolders.find(byClass);
    if (equal.isPresent()) {
      throw new DataException(root + ": " + equal.get());
    }
    return clips(files, infos, skipped);
  }

  /** The name of the sub-folder, or of the pattern's first group, or "". */
  private String speaker(Path top, Path folder, Path file) {
    var inside = folder.relativize(file);
    if (inside.getNameCount() > 1) {
      return Archive.name(inside.getName(0));
    }
    if (speaker.isEmpty()) {
      return "";
    }
    var found = speaker.get().matcher(Archive.name(file));
    if (!found.find() || found.group(1) == null || found.group(1).isEmpty()) {
      throw new DataException(
          "the pattern of speakers \"%s\" finds none in the file name of %s: change it so that it does in every file name"
              .formatted(speaker.get(), top.relativize(file)));
    }
    return found.group(1);
  }

  private AudioClips clips(
      List<Path> files, List<ClassInfo> infos, Consumer<DataException> skipped) {
    var errors = new DataException[files.size()];
    var clips = new AudioClip[files.size()];
    IntStream.range(0, clips.length)
        .parallel()
        .forEach(
            i -> {
              try {
                var clip = AudioClip.read(files.get(i));
                clips[i] = clip.resampled(Math.min(MAX_RATE, clip.sampleRate()));
              } catch (DataException e) {
                errors[i] = e;
              }
            });
    IntStream.range(0, errors.length)
        .mapToObj(i -> errors[i])
        .filter(Objects::nonNull)
        .forEach(skipped);
    var rows = IntStream.range(0, clips.length).filter(i -> clips[i] != null).toArray();
    if (rows.length == 0) {
      throw new DataException("no .wav file of " + root + " can be read", errors[0]);
    }
    int lowest = IntStream.of(rows).map(row -> clips[row].sampleRate()).min().orElseThrow();
    int rate = Math.max(MIN_RATE, lowest);
    var classes = IntStream.of(rows).mapToObj(infos::get).distinct().toList();
    var labels = IntStream.of(rows).map(row -> classes.indexOf(infos.get(row))).toArray();
    return AudioClips.of(
        IntStream.of(rows).parallel().mapToObj(row -> clips[row].resampled(rate)).toList(),
        new Targets(labels, classes));
  }

  private <T> T inside(Archive.Reader<T> reader) {
    if (!Files.exists(root)) {
      throw new DataException(
          "there is no folder or zip file " + root + NearestPath.suggestion(root));
    }
    try {
      return Archive.read(root, reader);
    } catch (IOException e) {
      throw new DataException("cannot read the audio files in " + root, e);
    }
  }
}
