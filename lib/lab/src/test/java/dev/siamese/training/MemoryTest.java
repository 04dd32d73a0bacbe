package dev.siamese.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDScope;
import dev.siamese.tensor.Torch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link SoakTest} watches for ten thousand steps, for as long as a suite may take. */
class MemoryTest {

  private static final int EPOCHS = 6;
  private static final int STEPS = 5;

  @TempDir Path folder;

  @Test
  void twentyStepsMoreLeaveNoArrayMore() {
    var rounds = new TrainingRounds(folder);
    for (int round = 0; round < rounds.lossCount(); round++) {
      var counts = new ArrayList<Integer>();
      rounds.run(round, EPOCHS, STEPS, onEpoch(() -> counts.add(Torch.liveTensorCount())));
      assertEquals(counts.get(1), counts.get(5), "arrays after each epoch of round " + round);
    }
  }

  @Test
  void aTrainingGivesBackAllItTook() throws ReflectiveOperationException {
    var rounds = new TrainingRounds(folder);
    var counts = new ArrayList<Integer>();
    for (int round = 0; round < 3 * rounds.lossCount(); round++) {
      rounds.run(round, 1, 2, TrainingListener.NONE);
      counts.add(Torch.liveTensorCount());
    }
    // at first, the engine prepares what it keeps for good
    int count = rounds.lossCount();
    assertEquals(counts.get(2 * count - 1), counts.get(3 * count - 1), "open arrays: " + counts);
    assertEquals(List.of(), openScopes());
  }

  private static TrainingListener onEpoch(Runnable action) {
    return new TrainingListener() {
      @Override
      public void onEpoch(Progress progress, History history) {
        action.run();
      }
    };
  }

  /** The scopes of this thread that are not closed, which would go on collecting arrays. */
  private static List<?> openScopes() throws ReflectiveOperationException {
    var field = NDScope.class.getDeclaredField("SCOPE_STACK");
    field.setAccessible(true);
    return List.copyOf((Collection<?>) ((ThreadLocal<?>) field.get(null)).get());
  }
}
