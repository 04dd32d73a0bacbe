package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import java.util.Collections;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SplitTest {

  private static final Images DATA = new SyntheticGlyphs(5, 4, 2, 16).generate(new Seed(1));

  @Test
  void groupsStayWhole() {
    var split = Split.byGroup(DATA, 2, new Seed(3));
    var train = split.train().classes().stream().map(ClassInfo::group).collect(Collectors.toSet());
    var out = split.heldOut().classes().stream().map(ClassInfo::group).collect(Collectors.toSet());
    assertEquals(3, train.size());
    assertEquals(2, out.size());
    assertTrue(Collections.disjoint(train, out));
    assertEquals(DATA.size(), split.train().size() + split.heldOut().size());
  }

  @Test
  void classesAreDisjoint() {
    var split = Split.byClass(DATA, 7, new Seed(3));
    assertEquals(7, split.heldOut().classes().size());
    assertEquals(13, split.train().classes().size());
    assertTrue(Collections.disjoint(split.train().classes(), split.heldOut().classes()));
  }

  @Test
  void bothPartsMustHaveSomething() {
    var error =
        assertThrows(IllegalArgumentException.class, () -> Split.byGroup(DATA, 5, new Seed(3)));
    assertTrue(error.getMessage().contains("5 of 5 groups"), error.getMessage());
  }
}
