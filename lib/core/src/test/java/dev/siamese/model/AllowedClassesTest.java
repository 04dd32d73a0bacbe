package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.data.DataException;
import dev.siamese.loss.LossSpec;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.example.OutsideClasses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Files may name classes of the library only, unless the user allows others. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // a class is initialised only once
class AllowedClassesTest {

  private static final String PROPERTY = "dev.siamese.allowedClasses";
  private static final String NETWORK = "org.example.OutsideClasses$Network";
  private static final String UNRELATED = "org.example.OutsideClasses$Unrelated";
  private static final String LOSS = "org.example.OutsideClasses$OwnLoss";

  @TempDir Path folder;

  @AfterEach
  void clear() {
    System.clearProperty(PROPERTY);
    System.clearProperty(OutsideClasses.TRACE);
  }

  /** An encoder file whose network is of another class. */
  private Path encoderFile(String className) throws IOException {
    var good = folder.resolve("good.zip");
    try (var encoder =
        Encoder.create(new ImageInput(8, true), new Mlp(List.of(3)), Device.cpu(), new Seed(1))) {
      encoder.save(good);
    }
    var bad = folder.resolve("bad.zip");
    try (var zip = new ZipFile(good.toFile());
        var out = new ZipOutputStream(Files.newOutputStream(bad))) {
      for (var entry : zip.stream().toList()) {
        var content = zip.getInputStream(entry).readAllBytes();
        if (entry.getName().endsWith(".json")) {
          var text =
              new String(content, StandardCharsets.UTF_8)
                  .replaceAll(
                      "(?s)\\{\\s*\"type\": \"Mlp\".*?\\][^}]*\\}",
                      "{\"type\": \"%s\", \"units\": 3}".formatted(className.replace("$", "\\$")));
          assertTrue(text.contains(className), text);
          content = text.getBytes(StandardCharsets.UTF_8);
        }
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(content);
      }
    }
    return bad;
  }

  private void assertRefused(String className) throws IOException {
    var file = encoderFile(className);
    var error = assertThrows(DataException.class, () -> Encoder.load(file, Device.cpu()));
    assertTrue(error.getCause().getMessage().contains(className), error.getCause().getMessage());
    var recipe = "{\"architecture\": {\"type\": \"%s\", \"units\": 3}}".formatted(className);
    var other = assertThrows(IllegalArgumentException.class, () -> TrainingConfig.parse(recipe));
    assertTrue(other.getMessage().contains(className), other.getMessage());
    assertNull(System.getProperty(OutsideClasses.TRACE));
  }

  @Test
  @Order(1)
  void encodersAndRecipesMayNotNameOtherClasses() throws IOException {
    for (var name : List.of(NETWORK, UNRELATED, "java.awt.Point", "org.example.Nowhere")) {
      assertRefused(name);
    }
    for (var text : List.of(LOSS + "(factor=2)", "contrastive(distance=" + UNRELATED + ")")) {
      var error = assertThrows(IllegalArgumentException.class, () -> LossSpec.parse(text));
      assertTrue(error.getMessage().contains(PROPERTY), error.getMessage());
    }
    assertNull(System.getProperty(OutsideClasses.TRACE));
  }

  @Test
  @Order(2)
  void anAllowedClassIsNotInitialisedBeforeItsTypeIsChecked() throws IOException {
    System.setProperty(PROPERTY, "java.util.*, " + UNRELATED);
    assertRefused(NETWORK);
    assertRefused(UNRELATED);
    System.setProperty(PROPERTY, "org.*");
    assertRefused(UNRELATED);
    System.setProperty(PROPERTY, ".*, ,*");
    assertRefused(NETWORK);
  }

  @Test
  @Order(3)
  void whatTheUserAllowsIsRead() {
    System.setProperty(PROPERTY, NETWORK + ", " + LOSS);
    var recipe = "{\"architecture\": {\"type\": \"%s\", \"units\": 3}}".formatted(NETWORK);
    assertEquals(new OutsideClasses.Network(3), TrainingConfig.parse(recipe).architecture());
    System.setProperty(PROPERTY, "org.example.*");
    assertEquals(new OutsideClasses.OwnLoss(2), LossSpec.parse(LOSS + "(factor=2)"));
  }

  @Test
  @Order(4)
  void aProcessReadsBackWhatItWrote() {
    var file = folder.resolve("own.zip");
    var network = new OutsideClasses.Network(2);
    try (var encoder =
        Encoder.create(new ImageInput(8, true), network, Device.cpu(), new Seed(1))) {
      encoder.save(file);
    }
    try (var loaded = Encoder.load(file, Device.cpu())) {
      assertEquals(network, loaded.card().architecture());
    }
    var config = TrainingConfig.defaults().withLoss(new OutsideClasses.OwnLoss(2));
    assertEquals(config.loss(), config.with("epochs", "3").loss());
  }
}
