package dev.siamese.match;

import ai.djl.Device;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.siamese.data.DataException;
import dev.siamese.data.ImageFolder;
import dev.siamese.fuzz.Fuzzing;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.FloatBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The readers of the files of indices, galleries and matchers; see the other fuzz tests. */
class MatchFuzzTest {

  private static final String SEARCH = "2m";
  private static final IndexFile.Manifest IMAGES =
      new IndexFile.Manifest("f", List.of(new ImageFolder.Entry("a.png", 1, 2)));
  private static final Encoder ENCODER =
      Encoder.create(
          new ImageInput(8, true),
          new ResidualCnn(List.of(4)).projected(3).l2Normalized(),
          Device.cpu(),
          new Seed(1));
  private static final byte[] EMBEDDINGS = FloatBytes.encode(new float[] {1, 0, 0, 0, 0, 1});

  @FuzzTest(maxDuration = SEARCH)
  void index(byte[] input) {
    Fuzzing.read(input, "index", file -> IndexFile.read(file, IMAGES));
  }

  /** The input is the JSON of a file of which all else is in order. */
  @FuzzTest(maxDuration = SEARCH)
  void indexJson(byte[] input) {
    var zip = Fuzzing.zip(Map.of("index.json", input, "embeddings.f32", EMBEDDINGS));
    Fuzzing.read(zip, "index", file -> IndexFile.read(file, IMAGES));
  }

  @FuzzTest(maxDuration = SEARCH)
  void gallery(byte[] input) {
    var text = new String(input, StandardCharsets.UTF_8);
    var json = text.replace("FINGERPRINT", IndexFile.fingerprint(ENCODER));
    var zip =
        Fuzzing.zip(
            Map.of(
                "gallery.json",
                json.getBytes(StandardCharsets.UTF_8),
                "embeddings.f32",
                EMBEDDINGS));
    Fuzzing.read(zip, "gallery", file -> Gallery.load(file, ENCODER));
  }

  @FuzzTest(maxDuration = SEARCH)
  void matcher(byte[] input) {
    Fuzzing.read(input, "matcher", file -> RecordModel.load(file));
  }

  @FuzzTest(maxDuration = SEARCH)
  void matcherTrees(byte[] input) {
    var json =
        "{\"format\":\"siamese record matcher 1\",\"fields\":[\"a\"],\"threshold\":0.5,\"trees\":true}";
    var zip =
        Fuzzing.zip(
            Map.of(
                "matcher.json",
                json.getBytes(StandardCharsets.UTF_8),
                "trees.bin",
                input,
                "labels.bin",
                new byte[4]));
    Fuzzing.parse(
        DataException.class, () -> Fuzzing.read(zip, "matcher", file -> RecordModel.load(file)));
  }

  /** The input is the JSON of a file of which all else is in order. */
  @FuzzTest(maxDuration = SEARCH)
  void matcherJson(byte[] input) {
    var zip =
        Fuzzing.zip(
            Map.of("matcher.json", input, "trees.bin", new byte[64], "labels.bin", new byte[4]));
    Fuzzing.read(zip, "matcher", file -> RecordModel.load(file));
  }
}
