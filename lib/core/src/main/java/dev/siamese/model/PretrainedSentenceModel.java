package dev.siamese.model;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.huggingface.translator.TextEmbeddingTranslatorFactory;
import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import dev.siamese.data.DataException;
import dev.siamese.data.Texts;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.NoGrad;
import dev.siamese.tensor.internal.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A pretrained sentence encoder, cached by name for the life of the JVM, since a {@link
 * Preprocessor} is a value without a lifecycle.
 */
final class PretrainedSentenceModel {

  private static final int BATCH = 64;
  private static final Map<String, PretrainedSentenceModel> CACHE = new ConcurrentHashMap<>();

  private final String name;
  private final ZooModel<String, float[]> model; // null if the encoder is ours
  private final Encoder encoder; // else null

  private PretrainedSentenceModel(String name) {
    this.name = name;
    var path = Path.of(name);
    if (!hasTorchScript(path) && SentenceTransformerFolder.isIn(path)) {
      encoder = Encoder.fromPretrained(name, Torch.device("auto"));
      model = null;
      return;
    }
    encoder = null;
    boolean folder = Files.isDirectory(path);
    try {
      model = (folder ? inFolder(name) : inZoo(name)).build().loadModel();
    } catch (IOException
        | ModelNotFoundException
        | MalformedModelException
        | IllegalArgumentException e) {
      throw new DataException(
          folder
              ? "the folder %s is not a sentence encoder: it needs tokenizer.json and model.safetensors, or a TorchScript file named model.pt or like the folder"
                  .formatted(name)
              : "the sentence encoder %s is not a folder, and cannot be loaded from DJL's model zoo: check the name and the network, or copy the folder of a machine that has downloaded it"
                  .formatted(name),
          e);
    }
  }

  /** Whether DJL finds a network in a folder, which may hold weights of other kinds, too. */
  private static boolean hasTorchScript(Path folder) {
    return Stream.of("model.pt", folder.getFileName() + ".pt")
        .anyMatch(name -> Files.exists(folder.resolve(name)));
  }

  private static Criteria.Builder<String, float[]> inFolder(String name) {
    return criteria().optModelPath(Path.of(name));
  }

  private static Criteria.Builder<String, float[]> inZoo(String name) {
    return criteria().optModelUrls("djl://ai.djl.huggingface.pytorch/" + name);
  }

  private static Criteria.Builder<String, float[]> criteria() {
    return Criteria.builder()
        .setTypes(String.class, float[].class)
        .optEngine("PyTorch")
        .optDevice(Torch.device("auto"))
        .optTranslatorFactory(new TextEmbeddingTranslatorFactory());
  }

  /**
   * The model with a name.
   *
   * @throws DataException if it cannot be loaded
   */
  static PretrainedSentenceModel load(String name) {
    return CACHE.computeIfAbsent(name, PretrainedSentenceModel::new);
  }

  /** Embeds texts: (N, D), in their order. */
  float[][] embed(List<String> texts) {
    return encoder == null ? NoGrad.get(() -> embedBatches(texts)) : embedByEncoder(texts);
  }

  private float[][] embedByEncoder(List<String> texts) {
    if (texts.isEmpty()) {
      return new float[0][];
    }
    try (var manager = Torch.manager(Device.cpu())) {
      return Tensors.toRows(encoder.embed(Texts.of(texts), manager));
    }
  }

  private float[][] embedBatches(List<String> texts) {
    try (Predictor<String, float[]> predictor = model.newPredictor()) {
      var embeddings = new ArrayList<float[]>();
      for (int from = 0; from < texts.size(); from += BATCH) {
        var batch = texts.subList(from, Math.min(texts.size(), from + BATCH));
        embeddings.addAll(predictor.batchPredict(batch));
      }
      return embeddings.toArray(float[][]::new);
    } catch (TranslateException e) {
      throw new IllegalStateException("the sentence encoder " + name + " failed", e);
    }
  }
}
