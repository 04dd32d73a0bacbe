package dev.siamese.chart;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import java.util.Arrays;
import java.util.List;

/** Images that are black all over, of two classes in turn. */
final class BlackSquares {

  private BlackSquares() {}

  static Images of(int count) {
    var labels = new int[count];
    Arrays.setAll(labels, i -> i % 2);
    var classes = List.of(new ClassInfo("a", ""), new ClassInfo("b", ""));
    return new Images(4, 4, new byte[16 * count], new Targets(labels, classes));
  }
}
