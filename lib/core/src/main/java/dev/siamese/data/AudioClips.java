package dev.siamese.data;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Labelled audio clips of any length with one sample rate. For spoken words, a class is a word of a
 * speaker, and the speaker is its {@linkplain ClassInfo#group() group}: {@link #byName} and {@link
 * #byGroup} merge classes by one of the two.
 *
 * @param sampleRate samples per second
 * @param samples sequences of one feature, from −1 to 1: a batch is {@code (N, T, 1)} and the
 *     lengths {@code (N)}
 */
public record AudioClips(int sampleRate, Sequences samples) implements Dataset {

  /**
   * Checks the values.
   *
   * @param sampleRate samples per second
   * @param samples sequences of one feature, from −1 to 1: a batch is {@code (N, T, 1)} and the
   *     lengths {@code (N)}
   * @throws IllegalArgumentException if the clips have several channels
   */
  public AudioClips {
    if (samples.features() != 1) {
      throw new IllegalArgumentException(
          "audio clips have one channel, not %d: mix them down first"
              .formatted(samples.features()));
    }
  }

  /**
   * {@return clips at the sample rate of the first; the others are resampled}
   *
   * @param clips at least one
   * @param targets the class of each sample
   */
  public static AudioClips of(List<AudioClip> clips, Targets targets) {
    int rate = clips.get(0).sampleRate();
    var samples =
        clips.stream()
            .parallel()
            .map(clip -> clip.resampled(rate).samples())
            .toArray(float[][]::new);
    return new AudioClips(rate, new Sequences(1, samples, targets));
  }

  /**
   * {@return one clip from a WAV file, of a class named like the file}
   *
   * @param file the WAV file
   * @throws DataException if it cannot be read
   */
  public static AudioClips read(Path file) {
    var name = file.getFileName().toString();
    return of(List.of(AudioClip.read(file)), Targets.unique(List.of(name)));
  }

  @Override
  public Targets targets() {
    return samples.targets();
  }

  @Override
  public NDList batch(NDManager manager, int[] rows) {
    return samples.batch(manager, rows);
  }

  @Override
  public AudioClips filterClasses(IntPredicate kept) {
    return (AudioClips) Dataset.super.filterClasses(kept);
  }

  /**
   * {@return the clips of some groups, such as speakers}
   *
   * @param groups the names of the groups
   */
  public AudioClips filterGroups(List<String> groups) {
    return filterClasses(label -> groups.contains(classes().get(label).group()));
  }

  @Override
  public AudioClips select(int... rows) {
    return new AudioClips(sampleRate, samples.select(rows));
  }

  @Override
  public AudioClips withLabels(Targets others) {
    return new AudioClips(sampleRate, samples.withLabels(others));
  }

  /**
   * {@return one clip}
   *
   * @param row the index of the sample
   */
  public AudioClip clip(int row) {
    return new AudioClip(sampleRate, samples.values(row));
  }

  /**
   * {@return the same clips at another sample rate}
   *
   * @param otherRate samples per second
   */
  public AudioClips resampled(int otherRate) {
    return otherRate == sampleRate ? this : map(otherRate, clip -> clip.resampled(otherRate));
  }

  /** {@return the same clips, with all classes of one name merged, whatever their group} */
  public AudioClips byName() {
    return mergeClassesBy(ClassInfo::name);
  }

  /** {@return the same clips, with all classes of one group merged, whatever their name} */
  public AudioClips byGroup() {
    return mergeClassesBy(ClassInfo::group);
  }

  private AudioClips mergeClassesBy(Function<ClassInfo, String> name) {
    var names = Arrays.stream(labels()).mapToObj(label -> name.apply(classes().get(label)));
    return withLabels(Targets.of(names.toList()));
  }

  /**
   * {@return the clips and speed-perturbed copies of them, whose groups are distinct} A faster,
   * higher voice is another speaker (Yamamoto et al. 2019).
   *
   * @param factors the speeds of the copies, such as 0.9 and 1.1
   */
  public AudioClips withSpeedPerturbation(double... factors) {
    var all = this;
    for (double factor : factors) {
      var suffix = List.of(String.format(Locale.ROOT, "@%s", factor));
      var copies = map(sampleRate, clip -> clip.withSpeed(factor));
      all = all.concatDisjoint(copies.withLabels(targets().repeated(suffix)));
    }
    return all;
  }

  private AudioClips map(int newRate, Function<AudioClip, AudioClip> transform) {
    var mapped =
        IntStream.range(0, size())
            .parallel()
            .mapToObj(row -> transform.apply(clip(row)).samples())
            .toArray(float[][]::new);
    return new AudioClips(newRate, new Sequences(1, mapped, targets()));
  }

  /**
   * {@return these clips and others} Classes of the two stay distinct.
   *
   * @param others resampled to this sample rate
   */
  public AudioClips concatDisjoint(AudioClips others) {
    var more = others.resampled(sampleRate);
    var both = Arrays.copyOf(samples(this), size() + more.size());
    System.arraycopy(samples(more), 0, both, size(), more.size());
    var targets = targets().concatDisjoint(others.targets());
    return new AudioClips(sampleRate, new Sequences(1, both, targets));
  }

  private static float[][] samples(AudioClips clips) {
    return IntStream.range(0, clips.size()).mapToObj(clips.samples::values).toArray(float[][]::new);
  }
}
