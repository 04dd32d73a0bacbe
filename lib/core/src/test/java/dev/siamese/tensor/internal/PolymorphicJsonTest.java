package dev.siamese.tensor.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.siamese.augment.Augmentation;
import dev.siamese.augment.GaussianNoise;
import dev.siamese.data.TabularSchema.CategoricalColumn;
import dev.siamese.model.Architecture;
import dev.siamese.model.BiRnn;
import dev.siamese.model.Mlp;
import dev.siamese.model.Preprocessor;
import dev.siamese.model.TabularInput;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolymorphicJsonTest {

  private static final Gson GSON =
      PolymorphicJson.gson(Shape.class, Architecture.class, Preprocessor.class, Augmentation.class);

  private static boolean initialized;

  interface Shape {}

  record Square(double side, @JsonOptional String name) implements Shape {

    Square {
      if (!(side > 0)) {
        throw new IllegalArgumentException("side must be greater than 0: " + side);
      }
    }
  }

  record Circle(double radius) implements Shape {

    Circle() {
      this(2);
    }
  }

  record Pair(Shape left, Shape right) implements Shape {}

  enum Fixed implements Shape {
    POINT,
    LINE {}
  }

  /** Of no interface that is read: naming it must not run its initialiser. */
  record Unrelated(int value) {

    static {
      initialized = true;
    }
  }

  static final class Ellipse implements Shape {}

  private static Shape shape(String json) {
    return GSON.fromJson(json.replace('\'', '"'), Shape.class);
  }

  @Test
  void readsWhatItWrote() {
    for (var shape :
        List.of(new Pair(new Square(1, "a"), Fixed.LINE), new Square(2, null), Fixed.POINT)) {
      assertEquals(shape, GSON.fromJson(GSON.toJson(shape, Shape.class), Shape.class));
    }
  }

  @Test
  void aMissingComponentHasItsDefault() {
    assertEquals(new Square(1, null), shape("{'type': 'PolymorphicJsonTest$Square', 'side': 1}"));
    assertEquals(new Circle(2), shape("{'type': 'PolymorphicJsonTest$Circle'}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'type': 'PolymorphicJsonTest$Square', 'side': 1, 'size': 2}         | size
          {'type': 'PolymorphicJsonTest$Square', 'name': 'a'}                  | side
          {'type': 'PolymorphicJsonTest$Square', 'side': null}                 | side
          {'type': 'PolymorphicJsonTest$Square', 'side': -1}                   | -1.0
          {'type': 'PolymorphicJsonTest$Pair', 'left': {'type': 'PolymorphicJsonTest$Circle'}} | right
          {'type': 'PolymorphicJsonTest$Fixed', 'value': 'CURVE'}              | CURVE
          {'type': 'PolymorphicJsonTest$Ellipse'}                              | Ellipse
          {'type': 'PolymorphicJsonTest$Shape'}                                | Shape
          {'type': 'dev.siamese.nowhere.Square', 'side': 1}                    | dev.siamese.nowhere.Square
          {'side': 1}                                                          | type
          """)
  void refusesAndNames(String json, String named) {
    var error = assertThrows(JsonParseException.class, () -> shape(json));
    assertTrue(error.getMessage().contains(named), error::getMessage);
  }

  @Test
  void doesNotInitializeAnUnrelatedClass() {
    var name = "dev.siamese.tensor.internal.PolymorphicJsonTest$Unrelated";
    assertThrows(JsonParseException.class, () -> shape("{'type': '" + name + "', 'value': 1}"));
    assertFalse(initialized);
  }

  @Test
  void refusesToWriteALambda() {
    Augmentation lambda = (batch, random) -> batch;
    assertThrows(JsonParseException.class, () -> GSON.toJson(lambda, Augmentation.class));
  }

  @Test
  void readsTheNamesOfEarlierVersions() {
    assertEquals(
        new Mlp(List.of(3)),
        GSON.fromJson("{\"type\": \"Perceptron\", \"units\": [3]}", Architecture.class));
    assertEquals(
        new BiRnn(BiRnn.Cell.GRU, 4, 1),
        GSON.fromJson(
            """
            {"type": "dev.siamese.encoder.Recurrent", "cell": "GRU", "units": 4, "layers": 1}
            """,
            Architecture.class));
    assertEquals(
        new TabularInput(
            2,
            List.of(new CategoricalColumn("colour", List.of("red"))),
            List.of(new TabularInput.Standardization("age", 1, 2))),
        GSON.fromJson(
            """
            {"type": "RowInput", "levels": 2,
             "categories": [{"name": "colour", "levels": ["red"]}],
             "numbers": [{"name": "age", "mean": 1, "deviation": 2}]}
            """,
            Preprocessor.class));
    assertEquals(
        new GaussianNoise(0.5).withProbability(0.25),
        GSON.fromJson(
            """
            {"type": "Augmentation$Sometimes", "probability": 0.25,
             "alteration": {"type": "dev.siamese.augment.Noise", "deviation": 0.5}}
            """,
            Augmentation.class));
  }

  @Test
  void everyAliasNamesAnExistingComponent() throws ClassNotFoundException {
    for (var entry : JsonAliases.INSTANCE.components().entrySet()) {
      var components =
          Arrays.stream(Class.forName(entry.getKey()).getRecordComponents())
              .map(component -> component.getName())
              .collect(Collectors.toSet());
      for (var name : entry.getValue().values()) {
        assertTrue(components.contains(name), entry.getKey() + " has no " + name);
      }
    }
  }
}
