package dev.siamese.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * Signatures of some writers, and what others made in imitation of them.
 *
 * @param genuine signatures, each of the class of its writer
 * @param forged skilled forgeries, each of the class of the writer whose signature it imitates; may
 *     be empty
 */
public record Signatures(Images genuine, Images forged) {

  public Signatures {
    if (!genuine.classes().equals(forged.classes())) {
      throw new IllegalArgumentException(
          "genuine signatures of %d writers and forgeries of %d: both need the same classes, in one order"
              .formatted(genuine.classes().size(), forged.classes().size()));
    }
    if (genuine.height() != forged.height() || genuine.width() != forged.width()) {
      throw new IllegalArgumentException(
          "genuine signatures of %d×%d pixels and forgeries of %d×%d: bring them to one size before"
              .formatted(genuine.height(), genuine.width(), forged.height(), forged.width()));
    }
  }

  /** The number of writers. */
  public int writers() {
    return genuine.classes().size();
  }

  /** What belongs to some of the writers, labels numbered from 0 again. */
  public Signatures writersWhere(IntPredicate wanted) {
    return new Signatures(genuine.classesWhere(wanted), forged.classesWhere(wanted));
  }

  /**
   * All images, of two classes for each writer, which are a {@linkplain ClassLabel#group() group}:
   * {@code genuine} and, where there are any, {@code forged}. So that they can be trained on: the
   * forgeries are not the writer's, and nothing is as hard to tell from the writer's.
   */
  public Images asClasses() {
    var classes = new ArrayList<ClassLabel>();
    genuine.classes().forEach(writer -> classes.add(new ClassLabel("genuine", writer.toString())));
    forged.classes().forEach(writer -> classes.add(new ClassLabel("forged", writer.toString())));
    var both = genuine.and(forged);
    both = both.labelled(both.labels(), classes);
    var filled = Arrays.stream(both.labels()).boxed().collect(Collectors.toSet());
    return both.classesWhere(filled::contains);
  }
}
