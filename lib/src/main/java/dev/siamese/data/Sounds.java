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
 * word of a speaker, and the speaker is its {@linkplain ClassLabel#group() group}: {@link #byName}
 * and {@link #byGroup} ask for one of the two.
 *
 * @param rate samples per second
 * @param waves sequences of one feature, from −1 to 1: a batch is {@code (N, T, 1)} and {@code (N)}
 */
public record Sounds(int rate, Sequences waves) implements Dataset {

  public Sounds {
    if (waves.features() != 1) {
      throw new IllegalArgumentException(
          "a sound has one channel, not %d: mix them down before".formatted(waves.features()));
    }
  }

  /** Sounds at the rate of the first, to which the others are converted. */
  public static Sounds of(List<Wave> sounds, int[] labels, List<ClassLabel> classes) {
    int rate = sounds.get(0).rate();
    var waves =
        sounds.stream().parallel().map(sound -> sound.at(rate).samples()).toArray(float[][]::new);
    return new Sounds(rate, new Sequences(1, waves, labels, classes));
  }

  /**
   * One sound from a WAV file, of a class that is called as the file.
   *
   * @throws DataException if it cannot be read
   */
  public static Sounds read(Path file) {
    var name = new ClassLabel(file.getFileName().toString(), "");
    return of(List.of(Wave.read(file)), new int[] {0}, List.of(name));
  }

  @Override
  public int size() {
    return waves.size();
  }

  @Override
  public int label(int row) {
    return waves.label(row);
  }

  @Override
  public List<ClassLabel> classes() {
    return waves.classes();
  }

  @Override
  public NDList batch(NDManager manager, int[] rows) {
    return waves.batch(manager, rows);
  }

  @Override
  public Sounds classesWhere(IntPredicate wanted) {
    return new Sounds(rate, waves.classesWhere(wanted));
  }

  /** The sounds of some groups, such as speakers. */
  public Sounds ofGroups(List<String> groups) {
    return classesWhere(label -> groups.contains(classes().get(label).group()));
  }

  /** Some of the sounds in the order given; the classes stay as they are. */
  public Sounds select(int... rows) {
    return new Sounds(rate, waves.select(rows));
  }

  /** One sound by itself. */
  public Wave wave(int row) {
    return new Wave(rate, waves.values(row));
  }

  /** The same sounds measured at another rate. */
  public Sounds at(int otherRate) {
    return otherRate == rate ? this : converted(otherRate, wave -> wave.at(otherRate), classes());
  }

  /** The same rows, all classes of one name being one class, whatever their group. */
  public Sounds byName() {
    return relabelled(ClassLabel::name);
  }

  /** The same rows, all classes of one group being one class, whatever their name. */
  public Sounds byGroup() {
    return relabelled(ClassLabel::group);
  }

  private Sounds relabelled(Function<ClassLabel, String> name) {
    var names = classes().stream().map(name).distinct().sorted().toList();
    var numbers = classes().stream().map(name).mapToInt(names::indexOf).toArray();
    var labels = Arrays.stream(labels()).map(label -> numbers[label]).toArray();
    var renamed = names.stream().map(each -> new ClassLabel(each, "")).toList();
    return new Sounds(rate, waves.relabelled(labels, renamed));
  }

  /**
   * More groups: each played at other speeds too is another one, since a voice that is higher and
   * quicker is another voice (Yamamoto et al. 2019).
   *
   * @param factors the speeds, such as 0.9 and 1.1; those at 1 are there anyway
   */
  public Sounds withSpeeds(double... factors) {
    var all = this;
    for (double factor : factors) {
      var speed = String.format(Locale.ROOT, "@%s", factor);
      var names =
          classes().stream()
              .map(label -> new ClassLabel(label.name(), label.group() + speed))
              .toList();
      all = all.and(converted(rate, wave -> wave.faster(factor), names));
    }
    return all;
  }

  private Sounds converted(
      int otherRate, Function<Wave, Wave> conversion, List<ClassLabel> classes) {
    var converted =
        IntStream.range(0, size())
            .parallel()
            .mapToObj(row -> conversion.apply(wave(row)).samples())
            .toArray(float[][]::new);
    return new Sounds(otherRate, new Sequences(1, converted, labels(), classes));
  }

  /** These sounds and others, whose classes are taken for other ones. */
  public Sounds and(Sounds others) {
    var more = others.at(rate);
    var both = new float[size() + more.size()][];
    Arrays.setAll(both, row -> row < size() ? waves.values(row) : more.waves.values(row - size()));
    int known = classes().size();
    var labels =
        IntStream.concat(
            IntStream.of(labels()), IntStream.of(more.labels()).map(label -> label + known));
    var classes = new ArrayList<>(classes());
    classes.addAll(more.classes());
    return new Sounds(rate, new Sequences(1, both, labels.toArray(), classes));
  }
}
