package dev.siamese;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.Csv;
import dev.siamese.data.ImageFolder;
import dev.siamese.data.LabeledPairs;
import dev.siamese.data.Records;
import dev.siamese.data.TabularDataset;
import dev.siamese.data.Targets;
import dev.siamese.data.Texts;
import dev.siamese.metrics.Calibration;
import dev.siamese.model.ImageInput;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The facade, on small data that it can learn in seconds. */
class SiameseTest {

  private static final int PER_CLASS = 6;

  @TempDir Path folder;

  @Test
  void learnsImagesFromAFolderAndIsTheSameAfterLoading() throws IOException {
    images(10);
    var file = folder.resolve("model.zip");
    float[] before;
    try (var model = builder().epochs(2).train(ImageFolder.of(folder))) {
      model.save(file);
      before = model.embed(image(0, 99));
      assertEquals(64, before.length);
      assertTrue(model.toString().contains("unseen classes"), model.toString());
      var hits = model.index(folder).search(image(3, 98), 5);
      assertEquals(5, hits.size());
      assertTrue(hits.get(0).key().startsWith("class3/"), hits.toString());
      assertTrue(hits.get(0).distance() <= hits.get(4).distance());
    }
    try (var model = Siamese.load(file, "cpu")) {
      assertArrayEquals(before, model.embed(image(0, 99)), 1e-6f);
      assertTrue(model.verify(image(2, 97), folder.resolve("class2/0.png")).isMatch());
      assertFalse(model.verify(image(2, 97), image(7, 96)).isMatch());
      assertTrue(Calibration.of(model.encoder().card()).orElseThrow().slope() < 0);
    }
  }

  @Test
  void theColoursAndTheSizeOfAFolderAreKept() throws IOException {
    for (int i = 0; i < 16; i++) {
      var image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
      var canvas = image.createGraphics();
      canvas.setColor(Color.getHSBColor(i % 4 / 4f, 0.8f, 0.6f));
      canvas.fillRect(0, i, 40, 12);
      canvas.dispose();
      var file = folder.resolve("%d/%d.png".formatted(i % 4, i));
      Files.createDirectories(file.getParent());
      ImageIO.write(image, "png", file.toFile());
    }
    try (var model = builder().epochs(1).train(ImageFolder.of(folder))) {
      assertEquals(new ImageInput(40, false, 3), model.encoder().card().input());
      assertEquals(64, model.embed(folder.resolve("1/1.png")).length);
    }
  }

  @Test
  void learnsVectorsInMemory() {
    var random = new Random(1);
    var rows = new ArrayList<float[]>();
    var names = new ArrayList<String>();
    for (int i = 0; i < 120; i++) {
      int label = i % 4;
      float noise = (float) random.nextGaussian() * 0.2f;
      rows.add(new float[] {label + noise, label % 2 - noise, (float) random.nextGaussian()});
      names.add("class " + label);
    }
    var data = TabularDataset.of(rows.toArray(float[][]::new), Targets.of(names));
    try (var model = builder().epochs(2).seed(1).train(data)) {
      assertTrue(model.verify(new float[] {0, 0, 0}, new float[] {0.1f, 0, 1}).isMatch());
      assertFalse(model.verify(new float[] {0, 0, 0}, new float[] {3, 1, 0}).isMatch());
      assertEquals("class 3", model.index(data).search(new float[] {3, 1, 0}, 1).get(0).key());
      assertTrue(model.toString().contains("held-out samples"), model.toString());
    }
  }

  @Test
  void learnsRecordsWithoutLabels() {
    var random = new Random(3);
    var rows = new ArrayList<List<String>>();
    for (int i = 0; i < 60; i++) {
      var name = Long.toString(Math.abs(random.nextLong()), 36);
      rows.add(List.of("r" + i, name.substring(0, 5), name.substring(5, 11)));
    }
    var records = Records.of(Csv.of("people", List.of("key", "name", "town"), rows), "key");
    try (var model = builder().epochs(1).train(records)) {
      var person = Map.of("name", rows.get(7).get(1), "town", rows.get(7).get(2));
      var same = Map.of("name", rows.get(7).get(1), "town", "x" + rows.get(7).get(2));
      assertTrue(model.verify(person, same).isMatch(), model.verify(person, same).toString());
      var other = Map.of("name", rows.get(8).get(1), "town", rows.get(8).get(2));
      assertFalse(model.verify(person, other).isMatch());
      assertEquals(7, model.index(records).search(same, 1).get(0).row());
    }
  }

  @Test
  void learnsPairsOfTexts() {
    var texts = new ArrayList<String>();
    var random = new Random(2);
    for (int i = 0; i < 80; i++) {
      texts.add((i / 2 % 2 == 0 ? "red apple pie " : "blue sea water ") + random.nextInt(50));
    }
    int pairs = 40;
    var left = new int[pairs];
    var right = new int[pairs];
    var same = new boolean[pairs];
    for (int i = 0; i < pairs; i++) {
      left[i] = 2 * i;
      same[i] = i % 2 == 0;
      right[i] = same[i] ? 2 * i + 1 : (2 * i + 2) % 80;
    }
    var data = LabeledPairs.of(Texts.of(texts), left, right, same);
    try (var model = builder().epochs(2).train(data)) {
      assertTrue(model.verify("red apple pie 7", "red apple pie 8").isMatch());
      assertFalse(model.verify("red apple pie 7", "blue sea water 7").isMatch());
    }
  }

  @Test
  void theSameSeedGivesTheSameModel() throws IOException {
    images(4);
    var embeddings = new ArrayList<float[]>();
    for (int run = 0; run < 2; run++) {
      try (var model =
          builder().epochs(1).loss("triplet(margin=0.3)").seed(5).train(ImageFolder.of(folder))) {
        embeddings.add(model.embed(image(1, 3)));
      }
    }
    assertArrayEquals(embeddings.get(0), embeddings.get(1));
  }

  @Test
  void refusesWhatItCannotLearnFromOrCompare() throws IOException {
    var one = Texts.of(List.of("a", "b", "c"), List.of("x", "x", "y"));
    assertThrows(IllegalArgumentException.class, () -> builder().train(one));
    images(4);
    try (var model = builder().epochs(1).train(ImageFolder.of(folder))) {
      assertThrows(IllegalArgumentException.class, () -> model.embed(3.5));
      assertThrows(IllegalArgumentException.class, () -> model.embed("a text"));
    }
  }

  private static SiameseBuilder builder() {
    return Siamese.builder().quiet().device("cpu").change(config -> config.withStepsPerEpoch(10));
  }

  private void images(int classes) throws IOException {
    for (int label = 0; label < classes; label++) {
      var of = folder.resolve("class" + label);
      Files.createDirectories(of);
      for (int i = 0; i < PER_CLASS; i++) {
        ImageIO.write(image(label, i), "png", new File(of.toFile(), i + ".png"));
      }
    }
  }

  /** A bar whose angle is the class, with another position, width and brightness each time. */
  private static BufferedImage image(int label, int variant) {
    var random = new Random(31L * label + variant);
    var image = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_GRAY);
    var canvas = image.createGraphics();
    canvas.setColor(new Color(40 + random.nextInt(30), 40, 40));
    canvas.fillRect(0, 0, 32, 32);
    canvas.rotate(Math.PI * label / 10, 16 + random.nextInt(3), 16 + random.nextInt(3));
    canvas.setColor(Color.WHITE);
    canvas.fillRect(2, 13, 28, 3 + random.nextInt(3));
    canvas.dispose();
    return image;
  }
}
