package dev.siamese.catalog;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Genuine signatures of some writers, and forgeries of them.
 *
 * @param genuine signatures, each of the class of its writer
 * @param forged skilled forgeries, each of the class of its forger, whose {@linkplain
 *     ClassInfo#group() group} is the writer who is imitated; may be empty
 */
public record Signatures(Images genuine, Images forged) {

  /**
   * Checks the values.
   *
   * @param genuine signatures, each of the class of its writer
   * @param forged skilled forgeries, each of the class of its forger, whose {@linkplain
   *     ClassInfo#group() group} is the writer who is imitated; may be empty
   * @throws IllegalArgumentException if the images have two sizes, or a forged writer has no
   *     genuine signatures
   */
  public Signatures {
    if (genuine.height() != forged.height() || genuine.width() != forged.width()) {
      throw new IllegalArgumentException(
          "genuine signatures of %d×%d and forgeries of %d×%d pixels: resize them to one size first"
              .formatted(genuine.height(), genuine.width(), forged.height(), forged.width()));
    }
    var writers = writers(genuine);
    for (var forger : forged.classes()) {
      if (!writers.contains(forger.group())) {
        throw new IllegalArgumentException(
            "forgeries of \"%s\", a writer without genuine signatures".formatted(forger.group()));
      }
    }
  }

  private static List<String> writers(Images genuine) {
    return genuine.classes().stream().map(ClassInfo::toString).toList();
  }

  /** {@return the number of writers} */
  public int writerCount() {
    return genuine.classes().size();
  }

  /** {@return the label of the imitated writer for every forgery} */
  public int[] targetWriters() {
    return Arrays.stream(forged.labels()).map(this::targetWriter).toArray();
  }

  private int targetWriter(int forger) {
    return writers(genuine).indexOf(forged.classes().get(forger).group());
  }

  /**
   * {@return the genuine signatures of some writers and the forgeries of them, labelled from 0
   * again}
   *
   * @param kept tests the label of a writer
   */
  public Signatures filterWriters(IntPredicate kept) {
    return new Signatures(
        genuine.filterClasses(kept),
        forged.filterClasses(forger -> kept.test(targetWriter(forger))));
  }

  /**
   * {@return all signatures by who made them: a writer and the forgers of this writer are classes
   * of one group} Separating them is the hardest training task.
   */
  public Images byAuthor() {
    var classes = new ArrayList<ClassInfo>();
    writers(genuine).forEach(writer -> classes.add(new ClassInfo("genuine", writer)));
    classes.addAll(forged.classes());
    var both = genuine.concatDisjoint(forged);
    return both.withLabels(new Targets(both.labels(), classes));
  }
}
