package dev.siamese.task;

import ai.djl.Device;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSyntaxException;
import dev.siamese.augment.Augmentation;
import dev.siamese.data.Dataset;
import dev.siamese.distance.Distance;
import dev.siamese.loss.Loss;
import dev.siamese.loss.Losses;
import dev.siamese.model.Architecture;
import dev.siamese.model.Encoder;
import dev.siamese.model.Preprocessor;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.JsonOptional;
import dev.siamese.tensor.internal.PolymorphicJson;
import dev.siamese.training.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * How an encoder is trained, as data: what two runs have in common that are to be compared, and
 * what somebody needs who is to repeat one. Read from JSON, and printed as JSON.
 *
 * @param input what is done to raw samples
 * @param architecture the plan of the encoder
 * @param loss what is made small, as {@link Losses#parse} reads it
 * @param distance by which embeddings are compared
 * @param classesPerBatch P, the classes in a batch
 * @param samplesPerClass K, the samples of each
 * @param groupsPerBatch about how many groups, such as alphabets, these classes are of; 0 for no
 *     regard
 * @param sharedSampleIndices whether the classes of a group show samples of the same numbers, for
 *     data whose n-th sample of every class of a group is by one hand
 * @param augmentation how batches are altered, one after the other; none if empty
 * @param rotatedClasses whether every class turned by a quarter is another class
 * @param epochs how often to report and validate
 * @param stepsPerEpoch the batches between
 * @param learningRate the highest rate of AdamW
 * @param weightDecay how strongly weights are drawn to 0
 * @param muonUpdateRms how far matrices are moved by orthogonal momentum instead; 0 for AdamW alone
 * @param emaDecay the part of the mean of the weights that one step leaves; 0 for no mean
 */
public record Recipe(
    Preprocessor input,
    Architecture architecture,
    String loss,
    Distance distance,
    int classesPerBatch,
    int samplesPerClass,
    @JsonOptional int groupsPerBatch,
    @JsonOptional boolean sharedSampleIndices,
    @JsonOptional List<Augmentation> augmentation,
    @JsonOptional boolean rotatedClasses,
    int epochs,
    int stepsPerEpoch,
    double learningRate,
    double weightDecay,
    @JsonOptional double muonUpdateRms,
    @JsonOptional double emaDecay) {

  /** The recipes that come with the library. */
  public static final List<String> NAMES =
      List.of(
          "quick",
          "omniglot",
          "omniglot-record",
          "omniglot-record-small",
          "records",
          "text",
          "paws",
          "fraud",
          "signatures",
          "audio",
          "series",
          "faces",
          "audio-speakers");

  private static final Gson GSON =
      PolymorphicJson.gson(
          Preprocessor.class, Architecture.class, Distance.class, Augmentation.class);

  public Recipe {
    Objects.requireNonNull(input, "a recipe needs an \"input\"");
    Objects.requireNonNull(architecture, "a recipe needs an \"architecture\"");
    Objects.requireNonNull(distance, "a recipe needs a \"distance\"");
    Losses.parse(Objects.requireNonNull(loss, "a recipe needs a \"loss\""));
    augmentation = augmentation == null ? List.of() : List.copyOf(augmentation);
  }

  /** For a first look on two processors in half a minute. */
  public static Recipe quick() {
    return named("quick");
  }

  /** For Omniglot in two minutes on two processors. */
  public static Recipe omniglot() {
    return named("omniglot");
  }

  /**
   * A recipe of the library, or one's own.
   *
   * @param name one of {@link #NAMES}, or the path of a JSON file
   * @throws IllegalArgumentException if it is neither, or not a recipe
   */
  public static Recipe named(String name) {
    if (NAMES.contains(name)) {
      try (var stream = Recipe.class.getResourceAsStream("recipes/" + name + ".json")) {
        return parse(name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    var file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "there is no recipe \"%s\": name a JSON file, or one of %s"
              .formatted(name, String.join(", ", NAMES)));
    }
    try {
      return parse(name, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the recipe " + file, e);
    }
  }

  private static Recipe parse(String name, String json) {
    try {
      return GSON.fromJson(json, Recipe.class);
    } catch (RuntimeException e) { // what a record's constructor throws comes wrapped
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      throw new IllegalArgumentException(
          "%s is not a recipe: %s".formatted(name, cause.getMessage()), e);
    }
  }

  /**
   * The same recipe with one thing changed.
   *
   * @param path to it, such as {@code learningRate}, {@code architecture.body.dimensions} or {@code
   *     augmentation.0.degrees}
   * @param value as JSON; what is not JSON is taken for text
   * @throws IllegalArgumentException if there is nothing at that path, or the result is no recipe
   */
  public Recipe with(String path, String value) {
    var tree = GSON.toJsonTree(this);
    var names = path.split("\\.");
    var place = tree;
    for (int i = 0; i < names.length; i++) {
      if (!has(place, names[i])) {
        throw new IllegalArgumentException(
            "the recipe has no \"%s\": look at what is in%n%s".formatted(path, this));
      }
      if (i == names.length - 1) {
        set(place, names[i], value);
      } else {
        place =
            place.isJsonArray()
                ? place.getAsJsonArray().get(Integer.parseInt(names[i]))
                : place.getAsJsonObject().get(names[i]);
      }
    }
    return parse(path + "=" + value, tree.toString());
  }

  private static boolean has(JsonElement place, String name) {
    return place.isJsonArray()
        ? name.matches("\\d{1,3}") && Integer.parseInt(name) < place.getAsJsonArray().size()
        : place.isJsonObject() && place.getAsJsonObject().has(name);
  }

  private static void set(JsonElement place, String name, String value) {
    JsonElement element;
    try {
      element = JsonParser.parseString(value);
    } catch (JsonSyntaxException e) {
      element = new JsonPrimitive(value);
    }
    if (place.isJsonArray()) {
      place.getAsJsonArray().set(Integer.parseInt(name), element);
    } else {
      place.getAsJsonObject().add(name, element);
    }
  }

  /**
   * The encoder that a training by this recipe begins with, which the caller has to close.
   *
   * @param train the samples to be trained on, to which its input and its plan are fitted
   */
  public Encoder createEncoder(Dataset train, Device device, Seed seed) {
    var known = input.fit(train);
    var plan = architecture.fit(train, known);
    return Encoder.create(known, plan, device, seed.derive("weights"));
  }

  /** Puts onto an encoder's card what it is trained on, with which loss and from which seed. */
  public static void setTrainingMetadata(Encoder encoder, String data, Loss loss, Seed seed) {
    encoder.setCard(
        encoder
            .card()
            .withDistance(loss.distance())
            .withMetadata("data", data)
            .withMetadata("loss", loss.toString())
            .withMetadata("seed", Long.toString(seed.value())));
  }

  /**
   * A training by this recipe, to which more can be set, such as its validation.
   *
   * @param seed of the training; the encoder has its weights already
   */
  public Trainer.Builder training(Encoder encoder, Dataset data, Seed seed) {
    return Trainer.builder()
        .setEncoder(encoder)
        .setData(data)
        .setLoss(createLoss())
        .optPkBatch(classesPerBatch, samplesPerClass)
        .optGroupsPerBatch(groupsPerBatch)
        .optSharedSampleIndices(sharedSampleIndices)
        .optAugmentation(augmentationPipeline())
        .optEpochs(epochs)
        .optStepsPerEpoch(stepsPerEpoch)
        .optLearningRate(learningRate)
        .optWeightDecay(weightDecay)
        .optMuonUpdateRms(muonUpdateRms)
        .optEmaDecay(emaDecay)
        .optSeed(seed);
  }

  /** The loss itself. */
  public Loss createLoss() {
    var spec = Losses.parse(loss);
    if (Losses.withDistance(spec, distance).orElse(spec) instanceof Loss created) {
      return created;
    }
    throw new IllegalArgumentException(
        loss + " has weights of its own, which a recipe cannot create yet");
  }

  /** All of the augmentation. */
  public Augmentation augmentationPipeline() {
    return augmentation.stream().reduce(Augmentation::then).orElse(Augmentation.NONE);
  }

  /** The same recipe for a longer or shorter run. */
  public Recipe withEpochs(int epochs) {
    return new Recipe(
        input,
        architecture,
        loss,
        distance,
        classesPerBatch,
        samplesPerClass,
        groupsPerBatch,
        sharedSampleIndices,
        augmentation,
        rotatedClasses,
        epochs,
        stepsPerEpoch,
        learningRate,
        weightDecay,
        muonUpdateRms,
        emaDecay);
  }

  /** As JSON, which {@link #named} reads from a file. */
  @Override
  public String toString() {
    return GSON.toJson(this);
  }
}
