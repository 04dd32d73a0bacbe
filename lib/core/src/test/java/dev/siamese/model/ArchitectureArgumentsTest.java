package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.model.BiRnn.Cell;
import dev.siamese.tensor.Seed;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Impossible sizes are refused, and the message names the argument and its value. */
class ArchitectureArgumentsTest {

  private static Arguments refused(String name, String value, Executable mistake) {
    return Arguments.of(name, value, mistake);
  }

  private static void create(Architecture architecture, int size) {
    Encoder.create(new ImageInput(size, true), architecture, Device.cpu(), new Seed(1)).close();
  }

  static Stream<Arguments> mistakes() {
    var flat = new Identity();
    return Stream.of(
        refused("stemChannels", "-1", () -> new ResidualCnn(-1, List.of(4), 0)),
        refused("stagesWithoutPooling", "3", () -> new ResidualCnn(0, List.of(4, 8), 3)),
        refused("channels", "[]", () -> new ResidualCnn(List.of())),
        refused("blockSize", "0", () -> flat.spaceToDepth(0)),
        refused("blockSize", "3", () -> create(flat.spaceToDepth(3), 4)),
        refused("layerSizes", "0", () -> new Mlp(List.of(3, 0))),
        refused("kernelSize", "4", () -> new Cnn1d(List.of(3), 4)),
        refused("vocabularySize", "-1", () -> new BiRnn(Cell.GRU, 3, 1, -1)),
        refused("heads", "3", () -> new TransformerEncoder(8, 3, 1, 8, 0, 5)),
        refused("shrinkage", "0.0", () -> new WithWhitenedFeatures(flat, flat, 2, 0, 1)),
        refused("featureWeight", "-1.0", () -> new WithWhitenedFeatures(flat, flat, 2, 1, -1)),
        refused(
            "features",
            "Projected",
            () -> new WithWhitenedFeatures(flat, flat.projected(2), 2, 1, 1)),
        refused("7×7", "5×5", () -> create(new KochCnn(3), 20)));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void areNamed(String name, String value, Executable mistake) {
    var message = assertThrows(IllegalArgumentException.class, mistake).getMessage();
    assertTrue(message.contains(name) && message.contains(value), message);
  }
}
