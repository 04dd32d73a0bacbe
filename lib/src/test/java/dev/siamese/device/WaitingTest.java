package dev.siamese.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.index.NDIndex;
import dev.siamese.augment.Augmentation;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.encoder.Architecture;
import dev.siamese.encoder.Encoder;
import dev.siamese.encoder.ImageInput;
import dev.siamese.encoder.Input;
import dev.siamese.encoder.ResidualCnn;
import dev.siamese.engine.Scalar;
import dev.siamese.engine.Seed;
import dev.siamese.invented.Glyphs;
import dev.siamese.loss.InfoNce;
import dev.siamese.loss.Loss;
import dev.siamese.loss.Triplet;
import dev.siamese.training.History;
import dev.siamese.training.Progress;
import dev.siamese.training.Training;
import dev.siamese.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * How often the host waits for the device while an encoder is trained: once per epoch, when it
 * reads the losses. No loss, mining, alteration or network of the library needs an exception.
 */
class WaitingTest {

  private static final int DIMENSIONS = 8;
  private static final Images DATA = new Glyphs(3, 4, 4, 16).draw(new Seed(1));
  private static final Input INPUT = new ImageInput(16, true);
  private static final Architecture NETWORK =
      new ResidualCnn(List.of(4)).projected(DIMENSIONS).normalized();

  /** Notes the waits of the second epoch: the first also makes what is kept. */
  private static final class SecondEpoch implements TrainingListener {

    private List<String> waits = List.of();

    @Override
    public void onEpoch(Progress progress, History history) {
      if (progress.epoch() == 1) {
        PretendedDevice.watch();
      } else if (progress.epoch() == 2) {
        waits = PretendedDevice.seen();
      }
    }
  }

  private static List<String> waits(
      Input input, Architecture network, Dataset data, Loss loss, Augmentation augmentation) {
    var listener = new SecondEpoch();
    return PretendedDevice.on(
        PretendedDevice.DEVICE,
        () -> {
          try (var encoder = Encoder.create(input, network, PretendedDevice.DEVICE, new Seed(2))) {
            Training.builder()
                .setEncoder(encoder)
                .setData(data)
                .setLoss(loss)
                .optBatch(3, 3)
                .optAugmentation(augmentation)
                .optLargestGradientNorm(0.1) // below that of any gradient, so that it is clipped
                .optEpochs(2)
                .optListener(listener)
                .build()
                .run();
          }
          return listener.waits;
        });
  }

  /** What is wrong with these, if anything. */
  private static void judge(Object what, List<String> waits, List<String> wrong) {
    if (waits.size() != 1 || !waits.get(0).startsWith("read by " + Training.class.getName())) {
      var counts = waits.stream().collect(Collectors.groupingBy(w -> w, Collectors.counting()));
      wrong.add(what + ": " + new TreeMap<>(counts));
    }
  }

  private static List<String> waits(Loss loss) {
    return waits(INPUT, NETWORK, DATA, loss, Augmentation.NONE);
  }

  @Test
  void anEpochWaitsOnceWhateverTheLossAndItsMining() {
    var wrong = new ArrayList<String>();
    Every.loss(
        PretendedDevice.DEVICE,
        DATA.classes().size(),
        DIMENSIONS,
        loss -> judge(loss, waits(loss), wrong));
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void anEpochWaitsOnceWhateverTheAlterationOfImages() {
    var wrong = new ArrayList<String>();
    for (var augmentation : Every.imageAugmentation()) {
      judge(augmentation, waits(INPUT, NETWORK, DATA, new InfoNce(), augmentation), wrong);
    }
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void anEpochWaitsOnceWhateverTheAlterationOfSignals() {
    var wrong = new ArrayList<String>();
    var signals = Every.signal();
    for (var augmentation : Every.signalAugmentation()) {
      var waits =
          waits(
              signals.input(), signals.architecture(), signals.data(), new InfoNce(), augmentation);
      judge(augmentation, waits, wrong);
    }
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void anEpochWaitsOnceWhateverTheNetwork() {
    var wrong = new ArrayList<String>();
    for (var sample : Every.network()) {
      var waits =
          waits(
              sample.input(),
              sample.architecture(),
              sample.data(),
              new Triplet(),
              Augmentation.NONE);
      judge(sample, waits, wrong);
    }
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void noKindOfWaitGoesUnseen() {
    seen("read by", (x, labels) -> x.sum().mul(Scalar.of(x.sum().getFloat())));
    seen("sent by", (x, labels) -> x.sum().mul(2));
    seen("sent by", (x, labels) -> x.sum().mul(x.getManager().create(2f)));
    seen("aten::nonzero", (x, labels) -> x.get(new NDIndex("{}", x.gt(Scalar.of(0)))).sum());
    seen("aten::equal", (x, labels) -> x.contentEquals(x) ? x.sum() : null);
  }

  private static void seen(String kind, Loss loss) {
    var waits = waits(loss);
    long found = waits.stream().filter(wait -> wait.contains(kind)).count();
    assertTrue(found >= 4, kind + " is not among " + waits); // at least once in each of four steps
  }
}
