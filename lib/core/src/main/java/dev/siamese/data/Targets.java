package dev.siamese.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The class of every sample.
 *
 * @param labels one per sample, an index into {@code classes}
 * @param classes the classes, in the order of their labels
 */
public record Targets(int[] labels, List<ClassInfo> classes) {

  /**
   * Copies both.
   *
   * @param labels one per sample, an index into {@code classes}
   * @param classes the classes, in the order of their labels
   * @throws IllegalArgumentException if a label is not an index into the classes
   */
  public Targets {
    labels = labels.clone();
    classes = List.copyOf(classes);
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] < 0 || labels[row] >= classes.size()) {
        throw new IllegalArgumentException(
            "label %d of sample %d is not an index into the %d classes"
                .formatted(labels[row], row, classes.size()));
      }
    }
  }

  /**
   * {@return class names as labels, one per sample} The classes are in alphabetical order.
   *
   * @param names one class name per sample
   */
  public static Targets of(List<String> names) {
    var distinct = names.stream().distinct().sorted().toList();
    var labels =
        names.stream().mapToInt(name -> Collections.binarySearch(distinct, name)).toArray();
    return new Targets(labels, named(distinct.stream()));
  }

  /**
   * As {@link #of(List)}.
   *
   * @param names one class name per sample
   * @return the classes of the samples
   */
  public static Targets of(String... names) {
    return of(List.of(names));
  }

  /**
   * {@return numbers as labels, one per sample} Each class is named by its number, in ascending
   * order.
   *
   * @param numbers one class number per sample
   */
  public static Targets of(int... numbers) {
    var distinct = Arrays.stream(numbers).distinct().sorted().toArray();
    var labels = Arrays.stream(numbers).map(each -> Arrays.binarySearch(distinct, each)).toArray();
    return new Targets(labels, named(Arrays.stream(distinct).mapToObj(Integer::toString)));
  }

  /**
   * Samples without known classes: each one is a class of its own, with the given name.
   *
   * @param names one class name per sample
   * @return one class per sample
   */
  public static Targets unique(List<String> names) {
    return new Targets(IntStream.range(0, names.size()).toArray(), named(names.stream()));
  }

  private static List<ClassInfo> named(Stream<String> names) {
    return names.map(name -> new ClassInfo(name, "")).toList();
  }

  /** {@return the labels, one per sample} A copy. */
  @Override
  public int[] labels() {
    return labels.clone();
  }

  /** {@return the number of samples} */
  public int size() {
    return labels.length;
  }

  /**
   * {@return the label of one sample}
   *
   * @param row the index of the sample
   */
  public int label(int row) {
    return labels[row];
  }

  /**
   * {@return the labels of some samples, in the order given} The classes stay as they are.
   *
   * @param rows the indices of the samples
   */
  public Targets select(int... rows) {
    return new Targets(Arrays.stream(rows).map(row -> labels[row]).toArray(), classes);
  }

  /** These samples and others, whose classes are distinct from these, whatever their names. */
  Targets concatDisjoint(Targets others) {
    var all = Arrays.copyOf(labels, size() + others.size());
    for (int row = 0; row < others.size(); row++) {
      all[size() + row] = classes.size() + others.labels[row];
    }
    return new Targets(all, Stream.concat(classes.stream(), others.classes.stream()).toList());
  }

  /**
   * These samples once per suffix. Each suffix is added to the group of every class, which makes
   * the classes of each repetition distinct.
   */
  Targets repeated(List<String> groupSuffixes) {
    var all = new int[groupSuffixes.size() * size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = labels[i % size()] + i / size() * classes.size();
    }
    var suffixed =
        groupSuffixes.stream()
            .flatMap(
                suffix ->
                    classes.stream().map(each -> new ClassInfo(each.name(), each.group() + suffix)))
            .toList();
    return new Targets(all, suffixed);
  }

  /**
   * {@return these targets}
   *
   * @param samples the number of samples that they are for
   * @throws IllegalArgumentException unless there is one label per sample
   */
  public Targets requireSize(int samples) {
    if (samples != size()) {
      throw new IllegalArgumentException(
          "%d samples and %d labels: one label per sample is needed".formatted(samples, size()));
    }
    return this;
  }
}
