package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.AudioClips;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.data.Sequences;
import dev.siamese.data.Targets;
import dev.siamese.data.TwoModalities;
import dev.siamese.tensor.Torch;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PreprocessorTest {

  private static final List<ClassInfo> CLASSES = List.of(new ClassInfo("a", ""));
  private static final Images IMAGES =
      new Images(2, 3, new byte[12], new Targets(new int[] {0, 0}, CLASSES));
  private static final Sequences SEQUENCES =
      new Sequences(
          2, new float[][] {new float[14], new float[10]}, new Targets(new int[] {0, 0}, CLASSES));

  record Case(Preprocessor input, Dataset raw) {}

  static Stream<Case> cases() {
    return Stream.of(
        new Case(new ImageInput(4, true), IMAGES),
        new Case(new VariableLengthInput(2, 5), SEQUENCES),
        new Case(new PaddedSignalInput(2, 6), SEQUENCES),
        new Case(new ZNormalizedSeriesInput(2, 6), SEQUENCES),
        new Case(
            new LogMelInput(8000, 16, 8, 4, 5),
            new AudioClips(
                8000,
                new Sequences(
                    1,
                    new float[][] {new float[50], new float[9]},
                    new Targets(new int[] {0, 0}, CLASSES)))),
        new Case(
            new WaveformInput(8000, 60),
            new AudioClips(
                8000,
                new Sequences(1, new float[][] {new float[60]}, new Targets(new int[1], CLASSES)))),
        new Case(TensorInput.of(new Shape(7, 2), new Shape()), SEQUENCES),
        new Case(
            new TwoTowerInput(new ImageInput(4, false), new PaddedSignalInput(2, 6)),
            new TwoModalities(IMAGES, SEQUENCES)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void batchesHaveTheShapesThatWerePromised(Case example) {
    var prepared = example.input.transform(example.raw);
    var rows = example.raw instanceof TwoModalities ? new int[] {0, 2} : new int[] {0};
    try (var manager = Torch.manager(Device.cpu())) {
      var shapes = Stream.of(prepared.batch(manager, rows).getShapes()).toList();
      assertEquals(example.input.shapes(1), shapes);
    }
  }

  @Test
  void resizedImagesAreTransformedAlike() {
    var halves = new byte[] {0, -1, 0, -1, 0, -1};
    var images = new Images(2, 3, halves, Targets.of(0));
    for (var input : List.of(new ImageInput(4, true), new CroppedWritingInput(8, 10))) {
      var resized = input.resize(images);
      var whole = (Images) input.transform(images);
      assertEquals(whole.height(), resized.height());
      assertEquals(whole.width(), resized.width());
    }
  }

  @Test
  void otherSamplesAreRefused() {
    assertNames("Sequences", "Images", () -> new VariableLengthInput(2, 5).transform(IMAGES));
    assertNames("3 features", "2", () -> new PaddedSignalInput(3, 5).transform(SEQUENCES));
    assertNames("Images", "Sequences", () -> new ImageInput(4, true).transform(SEQUENCES));
    assertNames(
        "TwoModalities",
        "Images",
        () ->
            new TwoTowerInput(new ImageInput(4, true), new PaddedSignalInput(2, 5))
                .transform(IMAGES));
  }

  @Test
  void impossibleSizesAreNamed() {
    assertNames("size", "0", () -> new ImageInput(0, true));
    assertNames("features", "0", () -> new VariableLengthInput(0, 5));
    assertNames("length", "0", () -> new PaddedSignalInput(2, 0));
    assertNames("length", "1", () -> new ZNormalizedSeriesInput(1, 1));
    assertNames("sampleShapes", "[]", TensorInput::of);
    assertNames("fields", "[]", () -> RecordInput.of(List.of()));
    assertNames("maxN", "1", () -> new RecordInput(List.of("a"), 2, 1, 8));
  }

  private static void assertNames(String name, String value, Executable mistake) {
    var message = assertThrows(IllegalArgumentException.class, mistake).getMessage();
    assertTrue(message.contains(name) && message.contains(value), message);
  }
}
