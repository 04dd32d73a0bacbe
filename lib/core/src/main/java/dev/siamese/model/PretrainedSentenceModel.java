package dev.siamese.model;

import ai.djl.MalformedModelException;
import ai.djl.huggingface.translator.TextEmbeddingTranslatorFactory;
import ai.djl.inference.Predictor;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import dev.siamese.tensor.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A pretrained sentence encoder, loaded once by its name and kept as long as the program runs, as
 * the engine's libraries are: an input, which is data, has nobody to close it.
 */
final class PretrainedSentenceModel {

  private static final int BATCH = 64;
  private static final Map<String, PretrainedSentenceModel> LOADED = new ConcurrentHashMap<>();

  private final String name;
  private final ZooModel<String, float[]> model;

  private PretrainedSentenceModel(String name) {
    this.name = name;
    boolean folder = Files.isDirectory(Path.of(name));
    try {
      model = (folder ? inFolder(name) : inZoo(name)).build().loadModel();
    } catch (IOException
        | ModelNotFoundException
        | MalformedModelException
        | IllegalArgumentException e) {
      throw new EncoderFileException(
          folder
              ? "the folder %s has no sentence encoder: it needs a TorchScript file, named like the folder or model.pt, and tokenizer.json"
                  .formatted(name)
              : "the sentence encoder %s is neither a folder nor downloaded yet, and cannot be fetched from DJL's model zoo: look at the name and at the network, or load it once where there is one and copy its folder"
                  .formatted(name),
          e);
    }
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
   * The model of a name.
   *
   * @throws EncoderFileException if it cannot be loaded
   */
  static PretrainedSentenceModel load(String name) {
    return LOADED.computeIfAbsent(name, PretrainedSentenceModel::new);
  }

  /** The embeddings of texts, in their order. */
  float[][] embed(List<String> texts) {
    boolean gradients = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    try (Predictor<String, float[]> predictor = model.newPredictor()) {
      var embeddings = new ArrayList<float[]>();
      for (int from = 0; from < texts.size(); from += BATCH) {
        var some = texts.subList(from, Math.min(texts.size(), from + BATCH));
        embeddings.addAll(predictor.batchPredict(some));
      }
      return embeddings.toArray(float[][]::new);
    } catch (TranslateException e) {
      throw new IllegalStateException("the sentence encoder " + name + " cannot run", e);
    } finally {
      JniUtils.setGradMode(gradients);
    }
  }
}
