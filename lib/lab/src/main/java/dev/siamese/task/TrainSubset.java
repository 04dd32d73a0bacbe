package dev.siamese.task;

import dev.siamese.catalog.Signatures;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.tensor.Seed;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random parts of labelled samples; with one seed, a smaller part is within a larger one. */
final class TrainSubset {

  private static final int MIN_SAMPLES = 2; // as a pair

  private TrainSubset() {}

  /** The samples of a part, without the classes that have none. */
  static <D extends Dataset> D of(D data, int classes, double fraction, Seed seed) {
    return select(data, rows(data.targets(), classes, fraction, seed));
  }

  /** The signatures of some writers; of the forgeries of each, the same fraction. */
  static Signatures of(Signatures all, int writers, double fraction, Seed seed) {
    var chosen = IntStream.of(sample(all.writerCount(), writers, seed)).boxed();
    var some = all.filterWriters(chosen.collect(Collectors.toSet())::contains);
    return new Signatures(
        part(some.genuine(), fraction, seed), part(some.forged(), fraction, seed));
  }

  private static Images part(Images all, double fraction, Seed seed) {
    return all.size() == 0 ? all : of(all, all.classes().size(), fraction, seed);
  }

  /**
   * The rows of a part, ascending.
   *
   * @param classes the number of classes that have samples
   * @param fraction of the samples of each
   */
  static int[] rows(Targets targets, int classes, double fraction, Seed seed) {
    var rows =
        IntStream.range(0, targets.size())
            .boxed()
            .collect(Collectors.groupingBy(targets::label)); // in ascending order
    var labels = rows.keySet().stream().sorted().mapToInt(Integer::intValue).toArray();
    return Arrays.stream(sample(labels.length, classes, seed))
        .map(i -> labels[i])
        .flatMap(
            label -> {
              var ofClass = rows.get(label);
              return Arrays.stream(order(targets.classes().get(label), ofClass.size(), seed))
                  .limit(count(ofClass.size(), fraction))
                  .map(ofClass::get);
            })
        .sorted()
        .toArray();
  }

  /** Classes at random. */
  private static int[] sample(int all, int classes, Seed seed) {
    if (classes < 1 || classes > all) {
      throw new IllegalArgumentException(
          "the number of training classes must be from 1 to %d, not %d".formatted(all, classes));
    }
    return Arrays.copyOf(seed.derive("classes").permutation(all), classes);
  }

  /** Classes of one group take the same samples, which may be by the same person. */
  private static int[] order(ClassInfo info, int size, Seed seed) {
    var stream = info.group().isEmpty() ? info.toString() : info.group();
    return seed.derive("samples").derive(stream).permutation(size);
  }

  /** For training data whose parts have all of its classes. */
  static void requireOneClass(int classes) {
    if (classes != 1) {
      throw new IllegalArgumentException(
          "the number of training classes must be 1, not %d: this task needs all of them"
              .formatted(classes));
    }
  }

  private static int count(int size, double fraction) {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          "the fraction of the training samples must be above 0 and at most 1, not " + fraction);
    }
    return Math.min(size, Math.max(MIN_SAMPLES, (int) Math.round(fraction * size)));
  }

  /** Some samples, without the classes that have none. */
  @SuppressWarnings("unchecked") // select and filterClasses return the type they are called on
  static <D extends Dataset> D select(D data, int... rows) {
    var some = data.select(rows);
    var kept = new LinkedHashSet<Integer>();
    Arrays.stream(some.labels()).forEach(kept::add);
    return (D) (kept.size() == some.classes().size() ? some : some.filterClasses(kept::contains));
  }
}
