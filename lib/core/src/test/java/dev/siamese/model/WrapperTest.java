package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.data.TwoModalities;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that contains an architecture or a preprocessing fits it. */
class WrapperTest {

  private static final Images IMAGES = images();

  /** Notes whether it was fitted. */
  record Recorder(boolean fitted) implements Architecture {

    @Override
    public Architecture fit(Dataset train, Preprocessor input) {
      return new Recorder(true);
    }

    @Override
    public Block build() {
      return new Identity().build();
    }
  }

  /** Notes whether it was fitted. */
  record RecorderInput(boolean fitted) implements Preprocessor {

    @Override
    public Preprocessor fit(Dataset train) {
      return new RecorderInput(true);
    }

    @Override
    public Dataset transform(Dataset raw) {
      return raw;
    }

    @Override
    public List<Shape> shapes(int n) {
      return List.of(new Shape(n, 1, 4, 4));
    }
  }

  private static Images images() {
    var pixels = new byte[6 * 16];
    new java.util.Random(1).nextBytes(pixels);
    var classes = List.of(new ClassInfo("a", ""), new ClassInfo("b", ""));
    return new Images(4, 4, pixels, new Targets(new int[] {0, 0, 0, 1, 1, 1}, classes));
  }

  /** All records of the package with a component that has to be fitted. */
  static Stream<Class<?>> containers() throws IOException, URISyntaxException {
    var root = Architecture.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    try (var files = Files.list(Path.of(root).resolve("dev/siamese/model"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.startsWith("SpaceToDepth$"))
          .sorted()
          .<Class<?>>map(name -> load("dev.siamese.model." + name.replace(".class", "")))
          .filter(type -> type.isRecord() && type != EncoderCard.class)
          .filter(type -> fittedComponents(type).length > 0)
          .toList()
          .stream();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, WrapperTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static RecordComponent[] fittedComponents(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .filter(
            component ->
                component.getType() == Architecture.class
                    || component.getType() == Preprocessor.class)
        .toArray(RecordComponent[]::new);
  }

  private static Object argument(RecordComponent component) {
    var type = component.getType();
    if (type == Architecture.class) {
      return new Recorder(false);
    } else if (type == Preprocessor.class) {
      return new RecorderInput(false);
    } else if (type == List.class) {
      return List.of();
    } else if (type == boolean.class) {
      return false;
    } else if (type == String.class) {
      return "a".repeat(64); // a file, or its SHA-256
    }
    return type == double.class ? (Object) 1.0 : (Object) 2;
  }

  private static Object create(Class<?> type) throws ReflectiveOperationException {
    var components = type.getRecordComponents();
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    var constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor.newInstance(Arrays.stream(components).map(WrapperTest::argument).toArray());
  }

  @Test
  void allContainersAreFound() throws IOException, URISyntaxException {
    var names = containers().map(Class::getSimpleName).toList();
    assertTrue(names.containsAll(List.of("Projected", "TwoTower", "TwoTowerInput")), "" + names);
  }

  @ParameterizedTest
  @MethodSource("containers")
  void fitsWhatItContains(Class<?> type) throws ReflectiveOperationException {
    var both = new TwoModalities(IMAGES, IMAGES);
    Object fitted;
    if (create(type) instanceof Architecture architecture) {
      fitted =
          architecture instanceof TwoTower
              ? architecture.fit(
                  both, new TwoTowerInput(new RecorderInput(true), new RecorderInput(true)))
              : architecture.fit(IMAGES, new RecorderInput(true));
    } else {
      fitted = ((Preprocessor) create(type)).fit(both);
    }
    for (var component : fittedComponents(type)) {
      var accessor = fitted.getClass().getDeclaredMethod(component.getName());
      accessor.setAccessible(true);
      var inside = accessor.invoke(fitted);
      assertTrue(
          inside.equals(new Recorder(true)) || inside.equals(new RecorderInput(true)),
          () -> type.getSimpleName() + " does not fit its " + component.getName());
    }
  }

  @Test
  void theBackboneIsFittedToWhatItWillSee() {
    var input = new ImageInput(4, false);
    var architecture =
        new WithWhitenedFeatures(new Identity().projected(3), new Identity(), 2, 1, 1)
            .spaceToDepth(2)
            .fit(IMAGES, input);
    try (var encoder = Encoder.create(input, architecture, Device.cpu(), new Seed(1));
        var manager = Torch.manager(Device.cpu())) {
      assertEquals(new Shape(6, 3 + 2), encoder.embed(IMAGES, manager).getShape());
    }
  }

  @Test
  void twoTowersNeedTwoModalities() {
    var towers = new TwoTower(new Identity(), 1, new Identity(), 2);
    var input = new TwoTowerInput(new ImageInput(4, false), new ImageInput(4, false));
    assertThrows(IllegalArgumentException.class, () -> towers.fit(IMAGES, input));
    assertThrows(
        IllegalArgumentException.class,
        () -> towers.fit(new TwoModalities(IMAGES, IMAGES), new ImageInput(4, false)));
    assertThrows(IllegalArgumentException.class, () -> input.fit(IMAGES));
  }
}
