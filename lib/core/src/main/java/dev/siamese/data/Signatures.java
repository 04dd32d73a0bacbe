package dev.siamese.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Signatures of some writers, and what others made in imitation of them.
 *
 * @param genuine signatures, each of the class of its writer
 * @param forged skilled forgeries, each of the class of its forger, whose {@linkplain
 *     ClassInfo#group() group} is the writer who is imitated; none of some writers, or of all
 */
public record Signatures(Images genuine, Images forged) {

  public Signatures {
    if (genuine.height() != forged.height() || genuine.width() != forged.width()) {
      throw new IllegalArgumentException(
          "genuine signatures of %d×%d pixels and forgeries of %d×%d: bring them to one size before"
              .formatted(genuine.height(), genuine.width(), forged.height(), forged.width()));
    }
    var writers = names(genuine);
    for (var forger : forged.classes()) {
      if (!writers.contains(forger.group())) {
        throw new IllegalArgumentException(
            "%s imitates \"%s\", of whom there is no genuine signature"
                .formatted(forger.name(), forger.group()));
      }
    }
  }

  private static List<String> names(Images genuine) {
    return genuine.classes().stream().map(ClassInfo::toString).toList();
  }

  /** The number of writers. */
  public int writerCount() {
    return genuine.classes().size();
  }

  /** For every forgery, the label of the writer who is imitated. */
  public int[] targetWriters() {
    var names = names(genuine);
    var writers = forged.classes().stream().mapToInt(forger -> names.indexOf(forger.group()));
    var ofForger = writers.toArray();
    var labels = forged.labels();
    for (int row = 0; row < labels.length; row++) {
      labels[row] = ofForger[labels[row]];
    }
    return labels;
  }

  /** What belongs to some of the writers, labels numbered from 0 again. */
  public Signatures filterWriters(IntPredicate wanted) {
    var names = names(genuine);
    return new Signatures(
        genuine.filterClasses(wanted),
        forged.filterClasses(
            label -> wanted.test(names.indexOf(forged.classes().get(label).group()))));
  }

  /**
   * All images by whose hand they are: a writer and those who imitate him are the classes of one
   * group. To tell these apart is what is to be learned, and nothing is as hard.
   */
  public Images byAuthor() {
    var classes = new ArrayList<ClassInfo>();
    names(genuine).forEach(writer -> classes.add(new ClassInfo("genuine", writer)));
    classes.addAll(forged.classes());
    var both = genuine.concatDisjoint(forged);
    return both.withLabels(both.labels(), classes);
  }
}
