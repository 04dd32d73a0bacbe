package dev.siamese.encoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.ClassLabel;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.data.Mixed;
import dev.siamese.data.Sequences;
import dev.siamese.data.Sounds;
import dev.siamese.engine.Torch;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InputTest {

  private static final List<ClassLabel> CLASSES = List.of(new ClassLabel("a", ""));
  private static final Images IMAGES = new Images(2, 3, new byte[12], new int[] {0, 0}, CLASSES);
  private static final Sequences SEQUENCES =
      new Sequences(2, new float[][] {new float[14], new float[10]}, new int[] {0, 0}, CLASSES);

  record Case(Input input, Dataset raw) {}

  static Stream<Case> cases() {
    return Stream.of(
        new Case(new ImageInput(4, true), IMAGES),
        new Case(new SequenceInput(2, 5), SEQUENCES),
        new Case(new SignalInput(2, 6), SEQUENCES),
        new Case(new SeriesInput(2, 6), SEQUENCES),
        new Case(
            new LogMelInput(8000, 16, 8, 4, 5),
            new Sounds(
                8000,
                new Sequences(
                    1, new float[][] {new float[50], new float[9]}, new int[] {0, 0}, CLASSES))),
        new Case(TensorInput.of(new Shape(7, 2), new Shape()), SEQUENCES),
        new Case(
            new MixedInput(new ImageInput(4, false), new SignalInput(2, 6)),
            new Mixed(IMAGES, SEQUENCES)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void batchesHaveTheShapesThatWerePromised(Case example) {
    var prepared = example.input.prepare(example.raw);
    var rows = example.raw instanceof Mixed ? new int[] {0, 2} : new int[] {0};
    try (var manager = Torch.manager(Device.cpu())) {
      var shapes = Stream.of(prepared.batch(manager, rows).getShapes()).toList();
      assertEquals(example.input.shapes(1), shapes);
    }
  }

  @Test
  void otherSamplesAreRefused() {
    assertMessage(
        "this encoder takes Sequences, not Images", () -> new SequenceInput(2, 5).prepare(IMAGES));
    assertMessage(
        "this encoder takes sequences of 3 features, not 2",
        () -> new SignalInput(3, 5).prepare(SEQUENCES));
    assertMessage(
        "this encoder takes Images, not Sequences",
        () -> new ImageInput(4, true).prepare(SEQUENCES));
    assertMessage(
        "this encoder takes Mixed samples, not Images",
        () -> new MixedInput(new ImageInput(4, true), new SignalInput(2, 5)).prepare(IMAGES));
  }

  @Test
  void impossibleSizesAreNamed() {
    assertMessage(
        "sequences of 0 features and up to 5 steps: both must be at least 1",
        () -> new SequenceInput(0, 5));
    assertMessage(
        "signals of 2 channels and length 0: both must be at least 1", () -> new SignalInput(2, 0));
    assertMessage(
        "series of 1 channels and length 1: at least 1 and 2", () -> new SeriesInput(1, 1));
    assertMessage("an input needs at least one tensor", TensorInput::of);
  }

  private static void assertMessage(String message, Executable mistake) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, mistake).getMessage());
  }
}
