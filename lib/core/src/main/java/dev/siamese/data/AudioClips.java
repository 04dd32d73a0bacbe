package dev.siamese.data;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Labelled sounds, each as long as it is, all measured at one rate. Of spoken words, a class is a
 * word of a speaker, and the speaker is its {@linkplain ClassInfo#group() group}: {@link #byName}
 * and {@link #byGroup} ask for one of the two.
 *
 * @param sampleRate samples per second
 * @param samples sequences of one feature, from −1 to 1: a batch is {@code (N, T, 1)} and {@code
 *     (N)}
 */
public record AudioClips(int sampleRate, Sequences samples) implements Dataset {

  public AudioClips {
    if (samples.features() != 1) {
      throw new IllegalArgumentException(
          "a sound has one channel, not %d: mix them down before".formatted(samples.features()));
    }
  }

  /** Sounds at the rate of the first, to which the others are converted. */
  public static AudioClips of(List<AudioClip> sounds, int[] labels, List<ClassInfo> classes) {
    int rate = sounds.get(0).sampleRate();
    var waves =
        sounds.stream()
            .parallel()
            .map(sound -> sound.resampled(rate).samples())
            .toArray(float[][]::new);
    return new AudioClips(rate, new Sequences(1, waves, labels, classes));
  }

  /**
   * One sound from a WAV file, of a class that is called as the file.
   *
   * @throws DataException if it cannot be read
   */
  public static AudioClips read(Path file) {
    var name = new ClassInfo(file.getFileName().toString(), "");
    return of(List.of(AudioClip.read(file)), new int[] {0}, List.of(name));
  }

  @Override
  public int size() {
    return samples.size();
  }

  @Override
  public int label(int row) {
    return samples.label(row);
  }

  @Override
  public List<ClassInfo> classes() {
    return samples.classes();
  }

  @Override
  public NDList batch(NDManager manager, int[] rows) {
    return samples.batch(manager, rows);
  }

  @Override
  public AudioClips filterClasses(IntPredicate wanted) {
    return new AudioClips(sampleRate, samples.filterClasses(wanted));
  }

  /** The sounds of some groups, such as speakers. */
  public AudioClips filterGroups(List<String> groups) {
    return filterClasses(label -> groups.contains(classes().get(label).group()));
  }

  /** Some of the sounds in the order given; the classes stay as they are. */
  public AudioClips select(int... rows) {
    return new AudioClips(sampleRate, samples.select(rows));
  }

  /** One sound by itself. */
  public AudioClip clip(int row) {
    return new AudioClip(sampleRate, samples.values(row));
  }

  /** The same sounds measured at another rate. */
  public AudioClips resampled(int otherRate) {
    return otherRate == sampleRate
        ? this
        : converted(otherRate, wave -> wave.resampled(otherRate), classes());
  }

  /** The same rows, all classes of one name being one class, whatever their group. */
  public AudioClips byName() {
    return mergeClassesBy(ClassInfo::name);
  }

  /** The same rows, all classes of one group being one class, whatever their name. */
  public AudioClips byGroup() {
    return mergeClassesBy(ClassInfo::group);
  }

  private AudioClips mergeClassesBy(Function<ClassInfo, String> name) {
    var names = classes().stream().map(name).distinct().sorted().toList();
    var numbers = classes().stream().map(name).mapToInt(names::indexOf).toArray();
    var labels = Arrays.stream(labels()).map(label -> numbers[label]).toArray();
    var renamed = names.stream().map(each -> new ClassInfo(each, "")).toList();
    return new AudioClips(sampleRate, samples.withLabels(labels, renamed));
  }

  /**
   * More groups: each played at other speeds too is another one, since a voice that is higher and
   * quicker is another voice (Yamamoto et al. 2019).
   *
   * @param factors the speeds, such as 0.9 and 1.1; those at 1 are there anyway
   */
  public AudioClips withSpeedPerturbation(double... factors) {
    var all = this;
    for (double factor : factors) {
      var speed = String.format(Locale.ROOT, "@%s", factor);
      var names =
          classes().stream()
              .map(label -> new ClassInfo(label.name(), label.group() + speed))
              .toList();
      all = all.concatDisjoint(converted(sampleRate, wave -> wave.withSpeed(factor), names));
    }
    return all;
  }

  private AudioClips converted(
      int otherRate, Function<AudioClip, AudioClip> conversion, List<ClassInfo> classes) {
    var converted =
        IntStream.range(0, size())
            .parallel()
            .mapToObj(row -> conversion.apply(clip(row)).samples())
            .toArray(float[][]::new);
    return new AudioClips(otherRate, new Sequences(1, converted, labels(), classes));
  }

  /** These sounds and others, whose classes are taken for other ones. */
  public AudioClips concatDisjoint(AudioClips others) {
    var more = others.resampled(sampleRate);
    var both = new float[size() + more.size()][];
    Arrays.setAll(
        both, row -> row < size() ? samples.values(row) : more.samples.values(row - size()));
    int known = classes().size();
    var labels =
        IntStream.concat(
            IntStream.of(labels()), IntStream.of(more.labels()).map(label -> label + known));
    var classes = new ArrayList<>(classes());
    classes.addAll(more.classes());
    return new AudioClips(sampleRate, new Sequences(1, both, labels.toArray(), classes));
  }
}
