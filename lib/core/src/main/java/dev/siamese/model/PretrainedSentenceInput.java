package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Sequences;
import java.util.List;

/**
 * Texts as the embeddings of a pretrained sentence encoder: {@code (N, 1, dimensions)}, and ones
 * {@code (N)}. It stays as it is; what stands on it, {@link Identity} or a layer that is trained,
 * makes an encoder like any other of it, with a distance, a threshold and a file.
 *
 * <p>That file has the name of the pretrained model and not its weights: wherever it is loaded, the
 * model must be found again.
 *
 * @param model of DJL's model zoo, such as {@code sentence-transformers/all-MiniLM-L6-v2}, which is
 *     downloaded at its first use; or a folder with its TorchScript ({@code .pt}) and {@code
 *     tokenizer.json}, and perhaps {@code serving.properties} that say how it pools
 * @param dimensions of its embeddings
 */
public record PretrainedSentenceInput(String model, int dimensions) implements Preprocessor {

  /** A small English sentence encoder: 384 dimensions, about 90 MB. */
  public static final PretrainedSentenceInput MINI_LM =
      new PretrainedSentenceInput("sentence-transformers/all-MiniLM-L6-v2", 384);

  public PretrainedSentenceInput {
    Checks.requirePositive("dimensions", dimensions);
  }

  /**
   * Looks how long the embeddings of a model are.
   *
   * @throws EncoderFileException if it cannot be loaded
   */
  public static PretrainedSentenceInput of(String model) {
    return new PretrainedSentenceInput(
        model, PretrainedSentenceModel.load(model).embed(List.of("a"))[0].length);
  }

  /**
   * Runs the pretrained model.
   *
   * @throws EncoderFileException if it cannot be loaded
   * @throws IllegalArgumentException if the samples are no texts, or the model's embeddings are of
   *     another length
   */
  @Override
  public Sequences transform(Dataset raw) {
    var texts = TextInput.requireTexts(raw);
    var embeddings = PretrainedSentenceModel.load(model).embed(texts.texts());
    if (embeddings.length > 0 && embeddings[0].length != dimensions) {
      throw new IllegalArgumentException(
          "%s gives embeddings of %d dimensions, not of %d"
              .formatted(model, embeddings[0].length, dimensions));
    }
    return new Sequences(dimensions, embeddings, texts.targets());
  }

  @Override
  public List<Shape> shapes(int n) {
    return List.of(new Shape(n, 1, dimensions), new Shape(n));
  }
}
