package dev.siamese.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.Siamese;
import dev.siamese.data.DataException;
import dev.siamese.model.Architecture;
import dev.siamese.model.BiRnn;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.Preprocessor;
import dev.siamese.model.SequenceInput;
import dev.siamese.model.SimpleCnn;
import dev.siamese.model.TextInput;
import dev.siamese.tensor.Seed;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbedJobTest {

  @TempDir Path folder;

  private Path encoder(String name, Preprocessor input, Architecture network) {
    var file = folder.resolve(name);
    try (var encoder = Encoder.create(input, network, Device.cpu(), new Seed(1))) {
      encoder.save(file);
    }
    return file;
  }

  private Path textEncoder() {
    var input = new TextInput(100, 20, 10);
    return encoder("text.zip", input, new BiRnn(BiRnn.Cell.GRU, 4, 1, input.vocabularySize()));
  }

  private EmbedJob job(Path model, Path input, String column, String key, String out) {
    return new EmbedJob(
        model,
        input.toString(),
        Optional.ofNullable(column),
        Optional.ofNullable(key),
        folder.resolve(out).toString(),
        3);
  }

  private Map<String, float[]> embeddings(EmbedJob job) {
    var found = new HashMap<String, float[]>();
    for (var row : TestSpark.SESSION.read().parquet(job.out()).collectAsList()) {
      var values = new float[row.getList(1).size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (Float) row.getList(1).get(i);
      }
      assertEquals(null, found.put(row.getString(0), values));
    }
    return found;
  }

  private void check(Path model, EmbedJob job, Map<String, Object> samples) {
    var result = job.run(TestSpark.SESSION);
    assertEquals(samples.size(), result.embeddings());
    var found = embeddings(job);
    try (var single = Siamese.load(model, "cpu")) {
      samples.forEach(
          (key, sample) -> assertArrayEquals(single.embed(sample), found.get(key), 1e-5f, key));
    }
    assertTrue(
        assertThrows(DataException.class, () -> job.run(TestSpark.SESSION))
            .getMessage()
            .contains("exists: delete it"));
  }

  @Test
  void textsOfCsvAndParquet() throws IOException {
    var texts = folder.resolve("texts.csv");
    var lines = List.of("id,text", "a,one", "b,\"two, and\"", "c,three", "d,four", "e,five");
    Files.write(texts, lines);
    var model = textEncoder();
    var numbers = job(model, texts, "text", null, "numbers.parquet");
    check(
        model,
        numbers,
        Map.of("1", "one", "2", "two, and", "3", "three", "4", "four", "5", "five"));
    var parquet = folder.resolve("texts.parquet");
    TestSpark.SESSION
        .read()
        .option("header", true)
        .csv(texts.toString())
        .write()
        .parquet(parquet.toString());
    var keys = job(model, parquet, null, "id", "keys.parquet");
    check(model, keys, Map.of("a", "one", "b", "two, and", "c", "three", "d", "four", "e", "five"));
    assertThrows(
        DataException.class, () -> job(model, texts, "other", null, "x").run(TestSpark.SESSION));
  }

  @Test
  void imagesOfAFolder() throws IOException {
    var images = Files.createDirectories(folder.resolve("photos/some"));
    var samples = new HashMap<String, Object>();
    for (int i = 0; i < 5; i++) {
      var image = new BufferedImage(20 + i, 16, BufferedImage.TYPE_BYTE_GRAY);
      image.getRaster().setSample(i, 2, 0, 200);
      ImageIO.write(image, "png", images.resolve(i + ".png").toFile());
      samples.put("some/" + i + ".png", images.resolve(i + ".png"));
    }
    Files.writeString(images.resolve("notes.txt"), "no image");
    Files.writeString(images.resolve("damaged.png"), "no image");
    var model = encoder("images.zip", new ImageInput(16, true), new SimpleCnn(List.of(3), 5));
    var job = job(model, images.getParent(), null, null, "photos.parquet");
    check(model, job, samples);

    var wrong = job(textEncoder(), images.getParent(), null, null, "x");
    var error = assertThrows(DataException.class, () -> wrong.run(TestSpark.SESSION));
    assertTrue(error.getMessage().contains("does not take these samples"), error.getMessage());
    var table = job(images.resolve("notes.txt"), images.getParent(), null, null, "x");
    error = assertThrows(DataException.class, () -> table.run(TestSpark.SESSION));
    assertTrue(error.getMessage().contains("encoder"), error.getMessage());
  }

  @Test
  void theFirstImageMayBeDamaged() throws IOException {
    var file = folder.resolve("image.png");
    ImageIO.write(new BufferedImage(20, 16, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
    var schema = new StructType().add("id", "string").add("image", "binary");
    var damaged = RowFactory.create("damaged", new byte[] {1, 2, 3});
    var rows = List.of(damaged, RowFactory.create("whole", Files.readAllBytes(file)));
    var input = folder.resolve("images.parquet");
    var table = TestSpark.SESSION.createDataFrame(rows, schema);
    table.coalesce(1).write().parquet(input.toString());
    var model = encoder("images.zip", new ImageInput(16, true), new SimpleCnn(List.of(3), 5));
    var job = job(model, input, "image", "id", "whole.parquet");
    check(model, job, Map.of("whole", file));

    var none = folder.resolve("none.parquet");
    table.where("id = 'damaged'").write().parquet(none.toString());
    var failing = job(model, none, "image", "id", "x");
    var error = assertThrows(DataException.class, () -> failing.run(TestSpark.SESSION));
    assertEquals(none + " holds no sample that can be read", error.getMessage());
  }

  @Test
  void vectorsOfParquet() {
    var schema = new StructType().add("id", "int").add("values", "array<double>");
    var rows =
        List.of(
            RowFactory.create(1, new Double[] {1.0, 2.0, 3.0}),
            RowFactory.create(2, new Double[] {3.0, 2.0, 1.0}));
    var input = folder.resolve("vectors.parquet");
    TestSpark.SESSION.createDataFrame(rows, schema).write().parquet(input.toString());
    var series = SequenceInput.zNormalized(1, 8);
    var model = encoder("series.zip", series, new BiRnn(BiRnn.Cell.GRU, 4, 1));
    var job = job(model, input, "values", "id", "e.parquet");
    check(model, job, Map.of("1", new float[] {1, 2, 3}, "2", new float[] {3, 2, 1}));
  }
}
