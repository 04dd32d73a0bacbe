package dev.siamese.training;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSyntaxException;
import dev.siamese.augment.Augmentation;
import dev.siamese.distance.Distances;
import dev.siamese.loss.Loss;
import dev.siamese.loss.LossSpec;
import dev.siamese.model.Architecture;
import dev.siamese.model.Preprocessor;
import dev.siamese.tensor.internal.PolymorphicJson;
import dev.siamese.tensor.internal.RecordReflection;
import java.util.List;

/** Reads, edits and writes a {@link TrainingConfig} as JSON. */
final class TrainingConfigJson {

  private static final Gson GSON =
      PolymorphicJson.gson(
              Preprocessor.class,
              Architecture.class,
              Augmentation.class,
              LearningRateSchedule.class)
          .newBuilder()
          .registerTypeAdapterFactory(LossSpec.FAMILY.adapterFactory())
          .create();

  private TrainingConfigJson() {}

  /** As JSON; a value that cannot be read back, such as a lambda, as text. */
  static String write(TrainingConfig config) {
    var tree = toTree(config);
    if (config.patience() == 0) {
      tree.remove("patience"); // as in the fingerprints of version 0.1
    }
    return GSON.toJson(tree);
  }

  private static JsonObject toTree(TrainingConfig config) {
    var tree = new JsonObject();
    for (var component : TrainingConfig.class.getRecordComponents()) {
      var value = RecordReflection.valueOf(component, config);
      try {
        tree.add(
            component.getName(),
            hasWeights(value)
                ? new JsonPrimitive(value.toString())
                : GSON.toJsonTree(value, component.getGenericType()));
      } catch (JsonParseException e) {
        tree.addProperty(component.getName(), value.toString());
      }
    }
    return tree;
  }

  private static boolean hasWeights(Object value) {
    return value instanceof Loss loss && !loss.parameters().isEmpty();
  }

  static TrainingConfig read(String json) {
    try {
      var tree = GSON.fromJson(json, JsonObject.class);
      if (tree == null) {
        throw new IllegalArgumentException("not a JSON object: the text is empty or null");
      }
      return read(tree);
    } catch (JsonSyntaxException e) {
      throw new IllegalArgumentException("not a JSON object: " + e.getMessage(), e);
    }
  }

  private static TrainingConfig read(JsonObject tree) {
    try {
      moveDistanceIntoLoss(tree);
      return GSON.fromJson(tree, TrainingConfig.class);
    } catch (JsonParseException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Version 0.1 kept the distance beside the loss, and named the parameters of some losses else.
   */
  private static void moveDistanceIntoLoss(JsonObject tree) {
    var distance = tree.remove("distance");
    if (distance != null && tree.has("loss")) {
      if (!tree.get("loss").isJsonPrimitive()) {
        throw new IllegalArgumentException(
            "the distance beside the loss belongs into it: " + tree.get("loss"));
      }
      var text = tree.get("loss").getAsString().replace("mining=", "miner=");
      if (text.startsWith("contrastive(")) {
        text = text.replace("(margin=", "(positiveMargin=0, negativeMargin=");
      }
      var loss = LossSpec.parse(text);
      var moved = loss.withDistance(Distances.FAMILY.read(distance)).orElse(loss);
      tree.add("loss", LossSpec.FAMILY.toJson(moved));
    }
  }

  static TrainingConfig with(TrainingConfig config, String path, String value) {
    var tree = toTree(config);
    set(tree, List.of(path.split("\\.")), path, parseOrText(value));
    return read(tree);
  }

  private static void set(JsonElement parent, List<String> names, String path, JsonElement value) {
    var name = names.get(0);
    var rest = names.subList(1, names.size());
    if (parent.isJsonObject() && rest.isEmpty()) {
      parent.getAsJsonObject().add(name, value);
    } else if (parent.isJsonObject() && parent.getAsJsonObject().has(name)) {
      set(parent.getAsJsonObject().get(name), rest, path, value);
    } else if (parent.isJsonArray() && isIndex(name, parent.getAsJsonArray().size())) {
      var array = parent.getAsJsonArray();
      int index = Integer.parseInt(name);
      if (rest.isEmpty()) {
        array.set(index, value);
      } else {
        set(array.get(index), rest, path, value);
      }
    } else {
      throw new IllegalArgumentException(
          "\"%s\" does not exist: there is no \"%s\" in %s".formatted(path, name, parent));
    }
  }

  private static boolean isIndex(String name, int size) {
    return name.matches("\\d{1,3}") && Integer.parseInt(name) < size;
  }

  private static JsonElement parseOrText(String value) {
    try {
      return JsonParser.parseString(value);
    } catch (JsonSyntaxException e) {
      return new JsonPrimitive(value);
    }
  }
}
