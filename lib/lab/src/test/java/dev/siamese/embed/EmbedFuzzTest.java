package dev.siamese.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.siamese.data.Csv;
import dev.siamese.data.TabularDataset;
import dev.siamese.data.TabularSchema;
import dev.siamese.distance.Distances;
import dev.siamese.fuzz.Fuzzing;
import dev.siamese.model.Architecture;
import dev.siamese.model.EncoderCard;
import dev.siamese.model.Preprocessor;
import dev.siamese.model.RecordInput;
import dev.siamese.model.SequenceInput;
import dev.siamese.model.TabularInput;
import dev.siamese.model.TextInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The tables that are embedded, and the file of an unfinished job. */
class EmbedFuzzTest {

  private static final String SEARCH = "2m";
  private static final String FINGERPRINT = "f";
  private static final int ROWS = 5;

  private static final List<Preprocessor> INPUTS =
      List.of(
          new TextInput(100, 20, 10),
          RecordInput.of(List.of("name", "town")),
          SequenceInput.zNormalized(1, 8),
          tabular());

  private static Preprocessor tabular() {
    var table = Csv.parse("table", "town,age,class\nUlm,3,a\nBonn,4,b\n");
    var schema = new TabularSchema(List.of("town"), List.of("age"));
    return new TabularInput(10).fit(TabularDataset.of(table, "class", schema));
  }

  private static EncoderCard card(Preprocessor input) {
    return new EncoderCard(
        input,
        Architecture.identity(),
        Distances.EUCLIDEAN,
        OptionalDouble.empty(),
        List.of(),
        Map.of());
  }

  @FuzzTest(maxDuration = SEARCH)
  void table(byte[] input) {
    for (var preprocessor : INPUTS) {
      Fuzzing.read(
          input,
          "in.csv",
          file ->
              EmbeddingInput.with(
                  file,
                  Optional.empty(),
                  Optional.empty(),
                  card(preprocessor),
                  samples -> {
                    for (int row = 0; row < samples.keys().size(); row++) {
                      assertEquals(1, samples.reader().read(row).size());
                    }
                    return samples;
                  }));
    }
  }

  @FuzzTest(maxDuration = SEARCH)
  void unfinished(byte[] input) {
    Fuzzing.read(input, "out.csv.part", EmbedFuzzTest::resume);
  }

  private static void resume(Path file) {
    try (var part = PartFile.open(file.resolveSibling("out.csv"), FINGERPRINT, ROWS)) {
      int length = part.dimensions() == 0 ? 3 : part.dimensions();
      for (int row = part.rows(); row < ROWS; row++) {
        part.append(new float[][] {new float[length]});
      }
      assertEquals(ROWS, part.readAll().length);
      part.delete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
