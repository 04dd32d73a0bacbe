package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.siamese.data.AudioClips;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Csv;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.data.Records;
import dev.siamese.data.Sequences;
import dev.siamese.data.TabularDataset;
import dev.siamese.data.TabularSchema;
import dev.siamese.data.Targets;
import dev.siamese.data.Texts;
import dev.siamese.data.TwoModalities;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Encoder files written by earlier versions load and give the embeddings that they gave then. */
class SavedEncodersTest {

  private static final Gson JSON = new Gson();

  /**
   * The expected values of one version's files.
   *
   * @param samples raw samples by name, see {@link #dataset}
   * @param encoders what each file must give
   */
  record Expected(Map<String, JsonObject> samples, List<Saved> encoders) {}

  /**
   * What one file must give.
   *
   * @param name of the file, without its extension
   * @param pretrained whether it is the library's encoder of that name instead of a file
   * @param samples the name of the raw samples to embed
   * @param threshold null for none
   * @param labels null for a pretrained encoder, and so are the notes
   * @param distances from the first sample to every sample
   * @param embeddings (N, D)
   */
  record Saved(
      String name,
      boolean pretrained,
      String samples,
      Double threshold,
      List<String> labels,
      Map<String, String> notes,
      float[] distances,
      float[][] embeddings) {}

  private record Case(Path folder, Saved saved, Dataset samples) {

    @Override
    public String toString() {
      return folder.getFileName() + " " + saved.name;
    }
  }

  private static Stream<Case> cases() throws IOException, URISyntaxException {
    var root = Path.of(SavedEncodersTest.class.getResource("/encoder-files").toURI());
    var cases = new ArrayList<Case>();
    try (var versions = Files.list(root)) {
      for (var folder : versions.sorted().toList()) {
        var text = Files.readString(folder.resolve("expected.json"));
        var expected = JSON.fromJson(text, Expected.class);
        for (var saved : expected.encoders) {
          cases.add(new Case(folder, saved, dataset(expected.samples, saved.samples)));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void embedsAsBefore(Case each) {
    var saved = each.saved;
    try (var encoder = load(each);
        var manager = Torch.manager(Device.cpu())) {
      var card = encoder.card();
      assertEquals(
          saved.threshold == null ? OptionalDouble.empty() : OptionalDouble.of(saved.threshold),
          card.threshold());
      if (!saved.pretrained) {
        assertEquals(saved.labels, card.trainingClasses());
        assertEquals(saved.notes, card.metadata());
      }
      var embeddings = encoder.embed(each.samples, manager);
      assertEquals(saved.embeddings.length, embeddings.size(0));
      for (int row = 0; row < saved.embeddings.length; row++) {
        assertClose(saved.embeddings[row], embeddings.get(row), "embedding " + row);
      }
      var first = embeddings.get("0:1");
      assertClose(saved.distances, card.distance().allPairs(first, embeddings), "distances");
    }
  }

  private static Encoder load(Case each) {
    var name = each.saved.name;
    return each.saved.pretrained
        ? Encoder.fromPretrained(name, Device.cpu())
        : Encoder.load(each.folder.resolve(name + ".zip"), Device.cpu());
  }

  private static void assertClose(float[] expected, NDArray array, String what) {
    var actual = Tensors.toFloatArray(array);
    assertEquals(expected.length, actual.length, what);
    for (int i = 0; i < expected.length; i++) {
      double tolerance = 1e-5 * Math.max(1, Math.abs(expected[i]));
      assertTrue(Float.isFinite(actual[i]), what);
      assertEquals(expected[i], actual[i], tolerance, what + ", number " + i);
    }
  }

  /** The raw samples of a name: the first half of them is of class a, the rest of class b. */
  static Dataset dataset(Map<String, JsonObject> samples, String name) {
    var json = samples.get(name);
    var kind = json.get("kind").getAsString();
    if (kind.equals("mixed")) {
      return new TwoModalities(
          dataset(samples, json.get("left").getAsString()),
          dataset(samples, json.get("right").getAsString()));
    }
    var values = json.get("values");
    int size = values.getAsJsonArray().size();
    var labels = IntStream.range(0, size).map(row -> row < size / 2 ? 0 : 1).toArray();
    var classes = List.of(new ClassInfo("a", ""), new ClassInfo("b", ""));
    return switch (kind) {
      case "images" -> images(json, labels, classes);
      case "sounds" ->
          new AudioClips(
              number(json, "rate"), new Sequences(1, floats(values), new Targets(labels, classes)));
      case "sequences" ->
          new Sequences(number(json, "features"), floats(values), new Targets(labels, classes));
      case "texts" -> new Texts(strings(values), new Targets(labels, classes));
      case "records" -> {
        var columns = strings(json.get("columns"));
        yield Records.of(table(columns, values), columns.get(0));
      }
      case "rows" -> {
        var categories = strings(json.get("categories"));
        var numbers = strings(json.get("numbers"));
        var columns = Stream.of(List.of("label"), categories, numbers).flatMap(List::stream);
        var table = table(columns.toList(), values);
        yield TabularDataset.of(table, "label", new TabularSchema(categories, numbers));
      }
      default -> throw new IllegalArgumentException("unknown kind of samples: " + kind);
    };
  }

  private static Images images(JsonObject json, int[] labels, List<ClassInfo> classes) {
    var rows = JSON.fromJson(json.get("values"), int[][].class);
    int height = number(json, "height");
    int width = number(json, "width");
    var pixels = new byte[rows.length * height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) rows[i / (height * width)][i % (height * width)];
    }
    return new Images(height, width, pixels, new Targets(labels, classes));
  }

  private static Csv table(List<String> columns, JsonElement values) {
    var rows = JSON.fromJson(values, String[][].class);
    return Csv.of("samples", columns, Stream.of(rows).map(Arrays::asList).toList());
  }

  private static int number(JsonObject json, String name) {
    return json.get(name).getAsInt();
  }

  private static float[][] floats(JsonElement values) {
    return JSON.fromJson(values, float[][].class);
  }

  private static List<String> strings(JsonElement values) {
    return List.of(JSON.fromJson(values, String[].class));
  }
}
