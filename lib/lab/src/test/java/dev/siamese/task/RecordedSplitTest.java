package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.data.DataException;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Seed;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordedSplitTest {

  private static final RecordedSplit SPLIT =
      new RecordedSplit("class", "random", List.of("a", "b"), List.of("c"), List.of("d", "e"));

  @Test
  void onlyTheHeldOutAreEvaluated() {
    var selection = SPLIT.select(List.of("a", "b", "c", "d", "new"));
    assertEquals(Set.of("d"), selection.names());
    assertEquals(2, selection.notes().size());
    assertTrue(selection.notes().get(0).contains("not in the data anymore: e"));
    assertTrue(selection.notes().get(1).startsWith("1 class is new"), selection.notes().get(1));
  }

  @Test
  void dataOfAnotherPlaceIsEvaluatedWithoutWhatWasTrainedOn() {
    var selection = SPLIT.select(List.of("x", "y", "a", "c"));
    assertEquals(Set.of("x", "y"), selection.names());
    assertTrue(selection.notes().get(0).endsWith("a, c"), selection.notes().toString());
  }

  @Test
  void nothingButTrainingClassesIsEvaluatedWithAWarning() {
    var selection = SPLIT.select(List.of("b", "a"));
    assertEquals(Set.of("a", "b"), selection.names());
    assertTrue(selection.notes().get(0).contains("too low: b, a"), selection.notes().toString());
  }

  @Test
  void isKeptOnTheCard() {
    var config = Recipes.quick();
    var data = OneShotTasks.glyphs(new Seed(1)).train().select(0, 1);
    try (var encoder = config.createEncoder(data, Device.cpu(), new Seed(1))) {
      assertTrue(RecordedSplit.of(encoder.card()).isEmpty());
      SPLIT.addTo(encoder);
      assertEquals(SPLIT, RecordedSplit.of(encoder.card()).orElseThrow());
      damaged(encoder, "{\"unit\": \"class\"}");
      damaged(encoder, "[");
    }
  }

  private static void damaged(Encoder encoder, String json) {
    var card = encoder.card().withMetadata("split", json);
    assertThrows(DataException.class, () -> RecordedSplit.of(card));
  }
}
