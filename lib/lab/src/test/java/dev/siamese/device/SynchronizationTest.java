package dev.siamese.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.index.NDIndex;
import dev.siamese.augment.Augmentation;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.loss.InfoNce;
import dev.siamese.loss.Loss;
import dev.siamese.loss.Triplet;
import dev.siamese.model.Architecture;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.Preprocessor;
import dev.siamese.model.ResidualCnn;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.Scalar;
import dev.siamese.training.History;
import dev.siamese.training.Trainer;
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * How often the host waits for the device while an encoder is trained: twice per epoch, when it
 * reads the losses and a few embeddings. No loss, mining, alteration or network of the library
 * needs an exception.
 */
class SynchronizationTest {

  private static final int DIMENSIONS = 8;
  private static final Images DATA = new SyntheticGlyphs(3, 4, 4, 16).generate(new Seed(1));
  private static final Preprocessor INPUT = new ImageInput(16, true);
  private static final Architecture NETWORK =
      new ResidualCnn(List.of(4)).projected(DIMENSIONS).l2Normalized();

  /** Notes the waits of the second epoch: the first also makes what is kept. */
  private static final class SecondEpoch implements TrainingListener {

    private List<String> waits = List.of();

    @Override
    public void onEpoch(Progress progress, History history) {
      if (progress.epoch() == 1) {
        FakeDevice.startRecording();
      } else if (progress.epoch() == 2) {
        waits = FakeDevice.stopRecording();
      }
    }
  }

  private static List<String> waits(
      Preprocessor input,
      Architecture network,
      Dataset data,
      Loss loss,
      Augmentation augmentation) {
    var listener = new SecondEpoch();
    return FakeDevice.runOn(
        FakeDevice.DEVICE,
        () -> {
          try (var encoder = Encoder.create(input, network, FakeDevice.DEVICE, new Seed(2))) {
            Trainer.builder()
                .setEncoder(encoder)
                .setData(data)
                .setLoss(loss)
                .setConfig(
                    TrainingConfig.defaults()
                        .withPkBatch(3, 3)
                        .withAugmentation(augmentation)
                        .withMaxGradientNorm(0.1) // below every norm, so that it is clipped
                        .withEpochs(2))
                .optListener(listener)
                .build()
                .train();
          }
          return listener.waits;
        });
  }

  /** An epoch reads the losses of its steps and the embeddings of some samples. */
  private static void judge(Object what, List<String> waits, List<String> wrong) {
    var reader = "read by " + Trainer.class.getPackageName() + ".";
    if (waits.size() != 2 || !waits.stream().allMatch(wait -> wait.startsWith(reader))) {
      var counts = waits.stream().collect(Collectors.groupingBy(w -> w, Collectors.counting()));
      wrong.add(what + ": " + new TreeMap<>(counts));
    }
  }

  private static List<String> waits(Loss loss) {
    return waits(INPUT, NETWORK, DATA, loss, Augmentation.NONE);
  }

  @Test
  void anEpochWaitsTwiceWhateverTheLossAndItsMining() {
    var wrong = new ArrayList<String>();
    DeviceCases.forEachLoss(
        FakeDevice.DEVICE,
        DATA.classes().size(),
        DIMENSIONS,
        loss -> judge(loss, waits(loss), wrong));
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void anEpochWaitsTwiceWhateverTheAlterationOfImages() {
    var wrong = new ArrayList<String>();
    for (var augmentation : DeviceCases.imageAugmentations()) {
      judge(augmentation, waits(INPUT, NETWORK, DATA, new InfoNce(), augmentation), wrong);
    }
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void anEpochWaitsTwiceWhateverTheAlterationOfSignals() {
    var wrong = new ArrayList<String>();
    var signals = DeviceCases.signalNetwork();
    for (var augmentation : DeviceCases.signalAugmentations()) {
      var waits =
          waits(
              signals.input(), signals.architecture(), signals.data(), new InfoNce(), augmentation);
      judge(augmentation, waits, wrong);
    }
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void anEpochWaitsTwiceWhateverTheNetwork() {
    var wrong = new ArrayList<String>();
    for (var sample : DeviceCases.networks()) {
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
    seen("read by", (x, labels) -> x.sum().mul(Scalar.constant(x.sum().getFloat())));
    seen("sent by", (x, labels) -> x.sum().mul(2));
    seen("sent by", (x, labels) -> x.sum().mul(x.getManager().create(2f)));
    seen("aten::nonzero", (x, labels) -> x.get(new NDIndex("{}", x.gt(Scalar.constant(0)))).sum());
    seen("aten::equal", (x, labels) -> x.contentEquals(x) ? x.sum() : null);
  }

  private static void seen(String kind, Loss loss) {
    var waits = waits(loss);
    long found = waits.stream().filter(wait -> wait.contains(kind)).count();
    assertTrue(found >= 4, kind + " is not among " + waits); // at least once in each of four steps
  }
}
