package dev.siamese.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What is left of a data set when some of its classes are dropped.
 *
 * @param rows the samples that stay, in their old order
 * @param labels their classes, numbered from 0 again
 * @param classes the classes that stay, in the order of their new labels
 */
record ClassSubset(int[] rows, int[] labels, List<ClassInfo> classes) {

  static ClassSubset of(Dataset data, IntPredicate wanted) {
    var number = new int[data.classes().size()];
    var kept = new ArrayList<ClassInfo>();
    for (int label = 0; label < number.length; label++) {
      number[label] = wanted.test(label) ? kept.size() : -1;
      if (number[label] >= 0) {
        kept.add(data.classes().get(label));
      }
    }
    var rows =
        IntStream.range(0, data.size()).filter(row -> number[data.label(row)] >= 0).toArray();
    var labels = Arrays.stream(rows).map(row -> number[data.label(row)]).toArray();
    return new ClassSubset(rows, labels, kept);
  }
}
