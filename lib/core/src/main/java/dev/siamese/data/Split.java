package dev.siamese.data;

import dev.siamese.tensor.Seed;
import java.util.Arrays;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * Two parts of a data set that share no class, so that a model trained on one is evaluated on
 * unseen classes.
 *
 * @param train the classes to train on
 * @param heldOut the classes for validation or for a test
 */
public record Split<D extends Dataset>(D train, D heldOut) {

  /**
   * Holds out whole groups, such as alphabets, so that their style is unseen too.
   *
   * @param <D> the type of the data set
   * @param data to be split
   * @param groups the number of groups to hold out
   * @param seed for the random choice
   * @return the two parts
   * @throws IllegalArgumentException if that leaves a part without groups
   */
  public static <D extends Dataset> Split<D> byGroup(D data, int groups, Seed seed) {
    var names = data.classes().stream().map(ClassInfo::group).distinct().toList();
    check("groups", groups, names.size());
    var heldOut = sample(names.size(), groups, seed);
    return split(data, label -> heldOut.contains(names.indexOf(data.classes().get(label).group())));
  }

  /**
   * Holds out classes, whatever their group.
   *
   * @param <D> the type of the data set
   * @param data to be split
   * @param classes the number of classes to hold out
   * @param seed for the random choice
   * @return the two parts
   * @throws IllegalArgumentException if that leaves a part without classes
   */
  public static <D extends Dataset> Split<D> byClass(D data, int classes, Seed seed) {
    check("classes", classes, data.classes().size());
    return split(data, sample(data.classes().size(), classes, seed)::contains);
  }

  private static Set<Integer> sample(int all, int count, Seed seed) {
    return Arrays.stream(seed.permutation(all), 0, count).boxed().collect(Collectors.toSet());
  }

  private static void check(String what, int heldOut, int all) {
    if (heldOut < 1 || heldOut >= all) {
      throw new IllegalArgumentException(
          "%d of %d %s to hold out: both parts need at least one".formatted(heldOut, all, what));
    }
  }

  @SuppressWarnings("unchecked") // filterClasses returns the type that it is called on
  private static <D extends Dataset> Split<D> split(D data, IntPredicate heldOut) {
    return new Split<>((D) data.filterClasses(heldOut.negate()), (D) data.filterClasses(heldOut));
  }
}
