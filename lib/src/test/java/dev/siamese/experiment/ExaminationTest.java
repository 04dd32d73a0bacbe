package dev.siamese.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.data.ClassLabel;
import dev.siamese.data.Images;
import dev.siamese.encoder.Encoder;
import dev.siamese.encoder.ImageInput;
import dev.siamese.encoder.ResidualCnn;
import dev.siamese.engine.Seed;
import dev.siamese.invented.Glyphs;
import dev.siamese.sampling.Episodes;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExaminationTest {

  private static final Images DATA = new Glyphs(2, 6, 3, 16).draw(new Seed(1));
  private static final OneShotTask TASK =
      new OneShotTask(
          "small", DATA, null, new Episodes(5, 1, 1).withinGroups(DATA, 8, new Seed(2)));

  private static Examination examine(long seed, Double threshold, Images pairs) {
    try (var encoder =
        Encoder.create(
            new ImageInput(16, true),
            new ResidualCnn(List.of(4)).projected(8).normalized(),
            Device.cpu(),
            new Seed(seed))) {
      if (threshold != null) {
        encoder.describe(encoder.card().withThreshold(threshold));
      }
      return Examination.of("seed " + seed, encoder, TASK, pairs);
    }
  }

  @Test
  void aThresholdThatCallsEverythingTheSameTellsHalfRight() {
    assertEquals(0.5, examine(1, 1e9, DATA).verification(), 1e-12);
    assertTrue(Double.isNaN(examine(1, null, DATA).verification()));
    assertTrue(Double.isNaN(examine(1, 1e9, null).verification()));
  }

  @Test
  void pairsAreVerifiedOfAllGroupsAndOfEach() {
    var groups = DATA.classes().stream().map(ClassLabel::group).distinct().toList();
    var one = DATA.classesWhere(label -> DATA.classes().get(label).group().equals(groups.get(0)));
    var alone = examine(1, 0.5, one);
    assertEquals(alone.withinGroups(), alone.verification(), 1e-12);
    var both = examine(1, 0.5, DATA);
    assertTrue(both.verification() > both.withinGroups(), both::toString);
  }

  @Test
  void theTableEndsWithTheMean() {
    var all = List.of(examine(1, 0.5, DATA), examine(2, 0.5, DATA));
    var table = Examination.table(all);
    assertEquals(List.of("seed 1", "seed 2", "mean of 2"), table.stringColumn("encoder").asList());
    for (var name : List.of("error", "error_8_views", "verification", "within_groups")) {
      var column = table.doubleColumn(name);
      assertEquals((column.get(0) + column.get(1)) / 2, column.get(2), 1e-12, name);
    }
    assertEquals(Examination.error(all).low(), table.doubleColumn("low").get(2), 1e-12);
    assertEquals(1, Examination.table(all.subList(0, 1)).rowCount());
  }

  @Test
  void theRowOfALogNamesEncoderAndTrials() {
    var row = examine(1, 0.5, DATA).row();
    assertEquals("seed 1", row.get("encoder"));
    assertEquals(40, row.get("trials"));
    assertEquals(8, row.size());
  }
}
