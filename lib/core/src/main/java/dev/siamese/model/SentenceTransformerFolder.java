package dev.siamese.model;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import dev.siamese.data.DataException;
import dev.siamese.distance.Distances;
import dev.siamese.tensor.Weights;
import dev.siamese.tensor.internal.Archive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A folder of the library sentence-transformers with a BERT model: {@code config.json}, {@code
 * model.safetensors}, {@code tokenizer.json}, and {@code modules.json} with the pooling.
 */
final class SentenceTransformerFolder {

  private static final String WEIGHTS = "model.safetensors";
  private static final int DEPTH = 4; // of folders
  private static final int TOKENS = 512; // of a text, where no file says it

  private final Path folder;

  private SentenceTransformerFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * The model in a folder or zip file as an encoder with the cosine distance; empty if it has no
   * weights as safetensors.
   *
   * @param path of the folder, or of one with it inside, which may be a zip file, such as a wheel
   * @throws DataException if a file is missing or damaged, or the model is of another kind
   */
  static Optional<EncoderFile.Content> find(Path path) {
    return inside(path, SentenceTransformerFolder::content);
  }

  /** Whether {@link #find} finds a model. */
  static boolean isIn(Path path) {
    return inside(path, folder -> true).isPresent();
  }

  private static <T> Optional<T> inside(Path path, Function<SentenceTransformerFolder, T> work) {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    try {
      return Archive.read(
          path,
          root -> {
            try (var files = Files.walk(root, DEPTH)) {
              return files
                  .filter(file -> file.endsWith(WEIGHTS))
                  .min(Comparator.naturalOrder())
                  .map(file -> work.apply(new SentenceTransformerFolder(file.getParent())));
            }
          });
    } catch (UncheckedIOException e) { // from the walk
      throw new DataException("cannot read " + path, e);
    } catch (IOException e) { // no zip file
      return Optional.empty();
    }
  }

  private EncoderFile.Content content() {
    try {
      return read();
    } catch (DataException e) {
      throw e;
    } catch (RuntimeException e) { // damaged JSON fails in many ways
      throw new DataException(folder + " has a damaged configuration", e);
    }
  }

  private EncoderFile.Content read() {
    var config = json("config.json").getAsJsonObject();
    require(config, "model_type", new JsonPrimitive("bert"));
    require(config, "hidden_act", new JsonPrimitive("gelu"));
    require(config, "position_embedding_type", new JsonPrimitive("absolute"));
    require(config, "pad_token_id", new JsonPrimitive(0));
    require(config, "layer_norm_eps", new JsonPrimitive(Bert.EPSILON));
    var sizes =
        new TransformerEncoder(
            number(config, "hidden_size"),
            number(config, "num_attention_heads"),
            number(config, "num_hidden_layers"),
            number(config, "intermediate_size"),
            number(config, "vocab_size"),
            number(config, "max_position_embeddings"));
    var architecture = architecture(sizes);
    var card =
        EncoderCard.of(new SubwordInput(text("tokenizer.json"), maxLength(sizes)), architecture)
            .withDistance(Distances.COSINE);
    return new EncoderFile.Content(card, new Weights.State(weights(sizes), new float[0]));
  }

  private Architecture architecture(TransformerEncoder sizes) {
    if (!Files.exists(folder.resolve("modules.json"))) {
      return new Bert(sizes, false).l2Normalized(); // a model without pooling: the mean is usual
    }
    Architecture network = new Bert(sizes, false);
    for (var module : json("modules.json").getAsJsonArray()) {
      var entry = module.getAsJsonObject();
      var type = entry.get("type").getAsString().replaceFirst(".*\\.", "");
      switch (type) {
        case "Transformer" -> {}
        case "Pooling" -> network = new Bert(sizes, firstToken(entry.get("path").getAsString()));
        case "Normalize" -> network = network.l2Normalized();
        default ->
            throw new DataException(
                "%s has a module %s: Transformer, Pooling and Normalize are supported"
                    .formatted(folder, type));
      }
    }
    return network;
  }

  /** Whether the pooling takes the first token; else the mean. */
  private boolean firstToken(String path) {
    var modes =
        json(path + "/config.json").getAsJsonObject().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("pooling_mode_"))
            .filter(entry -> entry.getValue().getAsBoolean())
            .map(entry -> entry.getKey().substring("pooling_mode_".length()))
            .toList();
    if (!modes.equals(List.of("mean_tokens")) && !modes.equals(List.of("cls_token"))) {
      throw new DataException(
          "%s has the pooling %s: mean_tokens and cls_token are supported"
              .formatted(folder, modes));
    }
    return modes.contains("cls_token");
  }

  private int maxLength(TransformerEncoder sizes) {
    var file = "sentence_bert_config.json";
    int most = Math.min(TOKENS, sizes.maxLength());
    return Files.exists(folder.resolve(file))
        ? Math.min(most, number(json(file).getAsJsonObject(), "max_seq_length"))
        : most;
  }

  /** In the order of the network. The type of the first segment is part of every position. */
  private float[] weights(TransformerEncoder sizes) {
    var file = SafetensorsFile.read(folder.resolve(WEIGHTS));
    var prefix = file.names().contains("bert.embeddings.word_embeddings.weight") ? "bert." : "";
    long d = sizes.dimensions();
    var embeddings = prefix + "embeddings.";
    var all = new ArrayList<float[]>();
    all.add(file.values(embeddings + "word_embeddings.weight", sizes.vocabularySize(), d));
    var positions = file.values(embeddings + "position_embeddings.weight", sizes.maxLength(), d);
    var segment = file.values(embeddings + "token_type_embeddings.weight", 2, d);
    for (int i = 0; i < positions.length; i++) {
      positions[i] += segment[i % (int) d];
    }
    all.add(positions);
    for (int i = 0; i < sizes.layers(); i++) {
      var layer = prefix + "encoder.layer." + i + ".";
      norm(all, file, layer + "attention.output.LayerNorm", d);
      for (var part : List.of("weight", "bias")) {
        for (var each : List.of("query", "key", "value")) {
          var name = layer + "attention.self." + each + "." + part;
          all.add(part.equals("weight") ? file.values(name, d, d) : file.values(name, d));
        }
      }
      linear(all, file, layer + "attention.output.dense", d, d);
      norm(all, file, layer + "output.LayerNorm", d);
      linear(all, file, layer + "intermediate.dense", sizes.feedForwardSize(), d);
      linear(all, file, layer + "output.dense", d, sizes.feedForwardSize());
    }
    norm(all, file, embeddings + "LayerNorm", d);
    int size = all.stream().mapToInt(part -> part.length).sum();
    var weights = new float[size];
    int start = 0;
    for (var part : all) {
      System.arraycopy(part, 0, weights, start, part.length);
      start += part.length;
    }
    return weights;
  }

  private static void norm(List<float[]> all, SafetensorsFile file, String name, long size) {
    Stream.of(".weight", ".bias").forEach(part -> all.add(file.values(name + part, size)));
  }

  private static void linear(
      List<float[]> all, SafetensorsFile file, String name, long out, long in) {
    all.add(file.values(name + ".weight", out, in));
    all.add(file.values(name + ".bias", out));
  }

  private JsonElement json(String file) {
    try {
      var array = file.equals("modules.json");
      return new Gson().fromJson(text(file), array ? JsonArray.class : JsonObject.class);
    } catch (JsonParseException e) {
      throw new DataException(folder.resolve(file) + " is damaged", e);
    }
  }

  private String text(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new DataException(
          "%s is not a sentence encoder: it needs %s, config.json and tokenizer.json"
              .formatted(folder, WEIGHTS),
          e);
    }
  }

  private int number(JsonObject config, String name) {
    if (!config.has(name)) {
      throw new DataException("the configuration in %s has no %s".formatted(folder, name));
    }
    return config.get(name).getAsInt();
  }

  private void require(JsonObject config, String name, JsonPrimitive value) {
    if (config.has(name) && !config.get(name).equals(value)) {
      throw new DataException(
          "%s has %s = %s: only %s is supported; convert the model to TorchScript"
              .formatted(folder, name, config.get(name).getAsString(), value.getAsString()));
    }
  }
}
