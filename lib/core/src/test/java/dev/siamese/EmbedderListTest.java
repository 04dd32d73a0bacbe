package dev.siamese;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.siamese.EmbedderTest.Sample;
import dev.siamese.data.DataException;
import dev.siamese.tensor.Torch;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Lists of samples take the memory of a batch, and are given up together. */
class EmbedderListTest {

  private static Sample counted(AtomicInteger computed, NDManager manager) {
    return new Sample(
        () -> {
          computed.incrementAndGet();
          return manager.ones(new Shape(1, 2));
        });
  }

  @Test
  void aLongListIsPreprocessedBatchByBatch() {
    var computed = new AtomicInteger();
    var given = new AtomicInteger();
    var most = new AtomicInteger();
    try (var encoder = EmbedderTest.ofTwoNumbers();
        var embedder = new Embedder(encoder);
        var manager = Torch.manager(Device.cpu())) {
      var sample = counted(computed, manager);
      var many =
          new AbstractList<Sample>() {
            @Override
            public Sample get(int index) {
              most.accumulateAndGet(given.incrementAndGet() - computed.get(), Math::max);
              return sample;
            }

            @Override
            public int size() {
              return 500;
            }
          };
      assertEquals(500, embedder.embedAll(many).size());
      assertTrue(most.get() <= 65, most + " samples are in memory");
    }
  }

  @Test
  void samplesBesideAWrongOneAreNotEmbeddedLater() {
    var computed = new AtomicInteger();
    try (var encoder = EmbedderTest.ofTwoNumbers();
        var embedder = new Embedder(encoder);
        var manager = Torch.manager(Device.cpu())) {
      var sample = counted(computed, manager);
      var withWrong = List.of(sample, sample, Path.of("missing.png"));
      assertThrows(DataException.class, () -> embedder.embedAll(withWrong));
      embedder.embed(sample);
      assertEquals(1, computed.get());
      var error = assertThrows(IllegalArgumentException.class, () -> embedder.embed(null));
      assertTrue(error.getMessage().contains("not null"), error.getMessage());
    }
  }
}
