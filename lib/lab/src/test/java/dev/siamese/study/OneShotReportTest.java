package dev.siamese.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Images;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.task.OneShotTask;
import dev.siamese.tensor.Seed;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OneShotReportTest {

  private static final Images DATA = new SyntheticGlyphs(2, 6, 3, 16).generate(new Seed(1));
  private static final OneShotTask TASK =
      new OneShotTask(
          "small",
          DATA,
          Optional.empty(),
          new EpisodeSampler(5, 1, 1).sampleWithinGroups(DATA, 8, new Seed(2)));

  private static OneShotReport evaluate(long seed, Double threshold, Images pairs) {
    try (var encoder =
        Encoder.create(
            new ImageInput(16, true),
            new ResidualCnn(List.of(4)).projected(8).l2Normalized(),
            Device.cpu(),
            new Seed(seed))) {
      if (threshold != null) {
        encoder.setCard(encoder.card().withThreshold(threshold));
      }
      return OneShotReport.of("seed " + seed, encoder, TASK, Optional.ofNullable(pairs));
    }
  }

  @Test
  void aThresholdThatCallsEverythingTheSameTellsHalfRight() {
    assertEquals(0.5, value(evaluate(1, 1e9, DATA), "verification_accuracy"), 1e-12);
    var without = Set.of("error", "error_tta");
    assertEquals(without, evaluate(1, null, DATA).metrics().byName().keySet());
    assertEquals(without, evaluate(1, 1e9, null).metrics().byName().keySet());
  }

  @Test
  void pairsAreVerifiedOfAllGroupsAndOfEach() {
    var groups = DATA.classes().stream().map(ClassInfo::group).distinct().toList();
    var one = DATA.filterClasses(label -> DATA.classes().get(label).group().equals(groups.get(0)));
    var alone = evaluate(1, 0.5, one);
    assertEquals(
        value(alone, "within_group_accuracy"), value(alone, "verification_accuracy"), 1e-12);
    var both = evaluate(1, 0.5, DATA);
    assertTrue(
        value(both, "verification_accuracy") > value(both, "within_group_accuracy"),
        both::toString);
    // 12 characters with 3 pairs each
    assertEquals(36, both.metrics().byName().get("verification_accuracy").trials());
  }

  private static double value(OneShotReport report, String metric) {
    return report.metrics().byName().get(metric).interval().value();
  }

  @Test
  void theTableEndsWithTheMean() {
    var all = List.of(evaluate(1, 0.5, DATA), evaluate(2, 0.5, DATA));
    var table = OneShotReport.table(all);
    assertEquals(
        List.of("seed 1", "seed 2", "mean of 2"),
        table.stringColumn("encoder").asList().stream().distinct().toList());
    var means = OneShotReport.mean(all).byName();
    assertEquals(
        List.of("error", "error_tta", "verification_accuracy", "within_group_accuracy"),
        List.copyOf(means.keySet()));
    for (var name : means.keySet()) {
      var rows = table.where(table.stringColumn("metric").isEqualTo(name));
      double[] values = rows.doubleColumn("value").asDoubleArray();
      assertEquals((values[0] + values[1]) / 2, values[2], 1e-12, name);
      assertEquals(means.get(name).interval().low(), rows.doubleColumn("low").get(2), 1e-12);
      assertTrue(rows.doubleColumn("low").get(0) < values[0], name);
    }
    assertEquals(2, means.get("error").trials());
    assertEquals(4, OneShotReport.table(all.subList(0, 1)).rowCount());
  }

  @Test
  void theRowOfALogNamesEncoderAndTrials() {
    var row = evaluate(1, 0.5, DATA).row();
    assertEquals("seed 1", row.get("encoder"));
    assertEquals(40, row.get("trials"));
    assertEquals(8, row.size());
  }
}
