package dev.siamese.sampling;

import dev.siamese.data.Dataset;
import java.util.List;
import java.util.stream.IntStream;

/** Groups the rows of a data set by class. */
final class IndicesByClass {

  private IndicesByClass() {}

  /** The row indices of every class, ascending: one array per label. */
  static List<int[]> of(Dataset data) {
    var rows =
        IntStream.range(0, data.classes().size()).mapToObj(c -> IntStream.builder()).toList();
    for (int row = 0; row < data.size(); row++) {
      rows.get(data.label(row)).add(row);
    }
    return rows.stream().map(builder -> builder.build().toArray()).toList();
  }
}
