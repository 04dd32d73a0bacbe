package dev.siamese.embed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import dev.siamese.data.Dataset;
import dev.siamese.data.Records;
import dev.siamese.data.TabularDataset;
import dev.siamese.data.TabularSchema;
import dev.siamese.data.Targets;
import dev.siamese.model.Architecture;
import dev.siamese.model.Encoder;
import dev.siamese.model.FieldEmbeddingBag;
import dev.siamese.model.Preprocessor;
import dev.siamese.model.RecordInput;
import dev.siamese.model.TabularInput;
import dev.siamese.model.TabularMlp;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableSamplesTest {

  private static final float TOLERANCE = 1e-5f;

  @TempDir Path folder;

  private static Encoder encoder(Preprocessor input, Architecture architecture) {
    return Encoder.create(input, architecture, Device.cpu(), new Seed(1));
  }

  private Csv embed(Encoder encoder, String table, String key) throws IOException {
    var file = Files.writeString(folder.resolve("in.csv"), table);
    var out = folder.resolve("e.csv");
    var job = new EmbeddingJob(encoder, out, (done, total) -> {}, DataException::raise);
    var input = encoder.card();
    EmbeddingInput.with(file, Optional.empty(), Optional.ofNullable(key), input, job::run);
    return Csv.read(out);
  }

  private static void assertEmbeddings(Encoder encoder, Dataset expected, Csv table) {
    try (var manager = Torch.manager(Device.cpu())) {
      var embeddings = encoder.embed(expected, manager);
      assertEquals(expected.size(), table.size());
      for (int row = 0; row < table.size(); row++) {
        var cells = table.row(row);
        var values = new float[cells.size() - 1];
        for (int i = 0; i < values.length; i++) {
          values[i] = Float.parseFloat(cells.get(i + 1));
        }
        assertArrayEquals(embeddings.get(row).toFloatArray(), values, TOLERANCE);
      }
    }
  }

  @Test
  void recordsByTheNamesOfTheirFields() throws IOException {
    var fields = List.of("name", "town");
    String[][] values = {{"Ann", "Ulm"}, {"Bob", ""}, {"Ann", "Bonn"}};
    var expected = new Records(fields, List.of("1", "2", "3"), values, Targets.of(0, 1, 2));
    try (var encoder = encoder(RecordInput.of(fields), new FieldEmbeddingBag(1 << 14, 6))) {
      var text = "town,extra,name,id\nUlm,?,Ann,x\n,?,Bob,y\nBonn,?,Ann,x\n";
      var keyed = embed(encoder, text, "id");
      assertEquals(List.of("x", "y", "x"), keyed.column("key"));
      assertEmbeddings(encoder, expected, keyed);
      var numbered = embed(encoder, text, null);
      assertEquals(List.of("1", "2", "3"), numbered.column("key"));
      var error = assertThrows(DataException.class, () -> embed(encoder, "name,id\nAnn,x\n", "id"));
      assertTrue(error.getMessage().contains("no column \"town\""), error.getMessage());
    }
  }

  @Test
  void oneFieldOfTextsIsGuessed() throws IOException {
    try (var encoder =
        encoder(RecordInput.of(List.of("text")), new FieldEmbeddingBag(1 << 14, 6))) {
      var lines = "label,what they wrote\na,one two three\nb,four five six\n";
      assertEquals(2, embed(encoder, lines, null).size());
      var error =
          assertThrows(IllegalArgumentException.class, () -> embed(encoder, lines, "label"));
      assertTrue(error.getMessage().contains("name that column"), error.getMessage());
    }
  }

  @Test
  void rowsOfATableAreWrittenAsInTraining() throws IOException {
    var schema = new TabularSchema(List.of("colour"), List.of("price", "since"));
    var days = "label,colour,price,since\na,red,1200.5,19727\nb,blue,,19729\nb,,7,0\n";
    var train = TabularDataset.of(Csv.parse("train", days), "label", schema);
    var input = new TabularInput(8).fit(train);
    try (var encoder = encoder(input, new TabularMlp(4, 3, List.of(5)))) {
      var written =
          "id,since,price,colour\n4,2024-01-05,\"1,200.5\",red\n5,2024-01-07,?,blue\n6,1970-01-01,7,\n";
      assertEmbeddings(encoder, train, embed(encoder, written, null));
      // a single row tells less about how its cells are written
      var one = "since,price,colour\n2024-01-05,\"1,200.5\",red\n";
      assertEmbeddings(encoder, train.select(0), embed(encoder, one, null));
      var wrong = "since,price,colour\n2024-01-05,cheap,red\n";
      var error = assertThrows(DataException.class, () -> embed(encoder, wrong, null));
      assertTrue(error.getMessage().contains("\"cheap\""), error.getMessage());
    }
  }

  @Test
  void columnsAreReadInTheFormatsOfTraining() throws IOException {
    var days = "label,price,since\na,1234,19727\nb,5,0\n";
    var schema = new TabularSchema(List.of(), List.of("price", "since"));
    var train = TabularDataset.of(Csv.parse("train", days), "label", schema);
    var input = new TabularInput(8).fit(train);
    try (var encoder = encoder(input, new TabularMlp(4, 3, List.of(5)))) {
      var formats = "price=decimal-comma,since=day/month/year";
      encoder.setCard(encoder.card().withMetadata("option formats", formats));
      var written = "since,price\n05/01/2024,1.234\n"; // guessed: May, and one and a quarter
      assertEmbeddings(encoder, train.select(0), embed(encoder, written, null));
      var other = "since,price\n2024-01-05,1.234\n";
      var error = assertThrows(DataException.class, () -> embed(encoder, other, null));
      assertTrue(error.getMessage().contains("not written as day/month/year"), error.getMessage());
    }
  }

  @Test
  void vectorsHaveNoNames() throws IOException {
    float[][] rows = {{1, 2, 3}, {4, Float.NaN, -6}};
    var vectors = TabularDataset.of(rows, Targets.of(0, 1));
    var input = new TabularInput(2).fit(vectors);
    try (var encoder = encoder(input, new TabularMlp(2, 2, List.of(4)))) {
      for (var text :
          List.of("1,2,3\n4,,-6\n", "a,b,c\n1,2,3\n4,,-6\n", "x2,x0,id,x1\n3,1,p,2\n-6,4,q,\n")) {
        assertEmbeddings(encoder, vectors, embed(encoder, text, null));
      }
      var error = assertThrows(DataException.class, () -> embed(encoder, "1,2\n", null));
      assertTrue(error.getMessage().contains("takes vectors of 3"), error.getMessage());
    }
  }

  @Test
  void parquetIsWhatAnotherReaderHasRead() throws IOException {
    var out = folder.resolve("e.parquet");
    var keys = List.of("a", "b, \"ü\"", "");
    float[][] embeddings = {{1, -2.5f}, {0.25f, 3e9f}, {0, Float.MIN_VALUE}};
    EmbeddingFormat.of(out).write(out, keys, embeddings);
    try (var expected = getClass().getResourceAsStream("/fixtures/embeddings.parquet")) {
      assertArrayEquals(expected.readAllBytes(), Files.readAllBytes(out));
    }
  }
}
