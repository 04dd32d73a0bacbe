package dev.siamese.data;

import dev.siamese.tensor.Seed;
import java.util.Arrays;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * Two parts of a data set that share no class: what is judged on the second was never seen in the
 * first.
 *
 * @param train the larger part
 * @param heldOut the classes set aside, for validation or for a test
 */
public record Split<D extends Dataset>(D train, D heldOut) {

  /**
   * Sets whole groups aside, such as alphabets, so that not even the style has been seen.
   *
   * @param groups how many groups to hold out
   * @throws IllegalArgumentException if that leaves no group on one side
   */
  public static <D extends Dataset> Split<D> byGroup(D data, int groups, Seed seed) {
    var names = data.classes().stream().map(ClassInfo::group).distinct().toList();
    check("groups", groups, names.size());
    var out = chosen(names.size(), groups, seed);
    return where(data, label -> out.contains(names.indexOf(data.classes().get(label).group())));
  }

  /**
   * Sets classes aside, whatever their group.
   *
   * @param classes how many classes to hold out
   * @throws IllegalArgumentException if that leaves no class on one side
   */
  public static <D extends Dataset> Split<D> byClass(D data, int classes, Seed seed) {
    check("classes", classes, data.classes().size());
    return where(data, chosen(data.classes().size(), classes, seed)::contains);
  }

  private static Set<Integer> chosen(int all, int some, Seed seed) {
    return Arrays.stream(seed.permutation(all), 0, some).boxed().collect(Collectors.toSet());
  }

  private static void check(String what, int heldOut, int all) {
    if (heldOut < 1 || heldOut >= all) {
      throw new IllegalArgumentException(
          "%s to hold out: %d of %d; both parts need at least one".formatted(what, heldOut, all));
    }
  }

  @SuppressWarnings("unchecked") // classesWhere returns the type that it was called on
  private static <D extends Dataset> Split<D> where(D data, IntPredicate heldOut) {
    return new Split<>((D) data.filterClasses(heldOut.negate()), (D) data.filterClasses(heldOut));
  }
}
