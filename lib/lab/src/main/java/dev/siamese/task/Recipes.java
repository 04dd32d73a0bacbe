package dev.siamese.task;

import dev.siamese.model.Architecture;
import dev.siamese.model.ImageInput;
import dev.siamese.model.Preprocessor;
import dev.siamese.model.TextInput;
import dev.siamese.tensor.internal.NearestPath;
import dev.siamese.training.TrainingConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The training configurations of the library by name, and those of the user's own JSON files. */
public final class Recipes {

  /** The names of the configurations in the library. */
  public static final List<String> NAMES =
      List.of(
          "quick",
          "omniglot",
          "images",
          "omniglot-record",
          "omniglot-record-small",
          "records",
          "text",
          "paws",
          "fraud",
          "signatures",
          "audio",
          "series",
          "series-rocket",
          "faces",
          "audio-speakers",
          "table",
          "text-classes",
          "text-lines");

  private static final int IMAGENET_SIZE = 224; // pixels

  private Recipes() {}

  /** {@return the configuration for a first training: half a minute on two processors} */
  public static TrainingConfig quick() {
    return load("quick");
  }

  /** {@return the configuration for Omniglot: two minutes on two processors} */
  public static TrainingConfig omniglot() {
    return load("omniglot");
  }

  /**
   * Loads a configuration.
   *
   * @param name one of {@link #NAMES}, or the path of a JSON file
   * @return the configuration
   * @throws IllegalArgumentException if it is neither, or the file has an unknown key or an invalid
   *     value
   */
  public static TrainingConfig load(String name) {
    var json = read(name);
    try {
      return TrainingConfig.parse(json);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the recipe %s: %s".formatted(name, e.getMessage()), e);
    }
  }

  /**
   * {@return a configuration that trains one layer on a pretrained network} There is no
   * augmentation: every sample goes through the network once, before the training.
   *
   * @param recipe of which loss, batches and steps are kept
   * @param type images, faces, text or audio
   * @param network for images and faces an ONNX or TorchScript file that takes 224 × 224 pixels
   *     standardised as for ImageNet; for text what {@link TextInput#pretrained} takes; for audio
   *     an ONNX or TorchScript file that takes the recipe's spectrograms
   * @throws IllegalArgumentException for other tasks
   * @throws dev.siamese.data.DataException if the network cannot be read
   */
  public static TrainingConfig withBackbone(TrainingConfig recipe, TaskType type, Path network) {
    Preprocessor input =
        switch (type) {
          case IMAGES, FACES ->
              new ImageInput(IMAGENET_SIZE, false, 3).withImageNetBackbone(network);
          case TEXT -> TextInput.pretrained(network.toAbsolutePath().normalize().toString());
          case AUDIO -> recipe.input().withBackbone(network);
          default ->
              throw new IllegalArgumentException(
                  "a pretrained network is possible for images, faces, text and audio, not for "
                      + type);
        };
    int size = (int) input.shapes(1).get(0).get(2);
    return recipe
        .withInput(input)
        .withArchitecture(Architecture.identity().projected(size).l2Normalized())
        .withAugmentation()
        .withRotatedClasses(false);
  }

  private static String read(String name) {
    try {
      if (NAMES.contains(name)) {
        try (var stream = Recipes.class.getResourceAsStream("recipes/" + name + ".json")) {
          return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
      if (Files.isRegularFile(Path.of(name))) {
        return Files.readString(Path.of(name));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the recipe " + name, e);
    }
    throw new IllegalArgumentException(
        "there is no recipe \"%s\": give the path of a JSON file, or one of %s%s"
            .formatted(name, String.join(", ", NAMES), NearestPath.suggestion(Path.of(name))));
  }
}
