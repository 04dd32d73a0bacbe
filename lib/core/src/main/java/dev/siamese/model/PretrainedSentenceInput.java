package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.DataException;
import dev.siamese.data.Dataset;
import dev.siamese.data.Sequences;
import dev.siamese.data.Texts;
import java.util.List;

/**
 * Texts as the embeddings of a pretrained sentence encoder, which is not trained further: {@code
 * (N, 1, dimensions)}, and ones {@code (N)}. Use it with {@link Architecture#identity}, or with a
 * layer on top that is trained.
 *
 * <p>An encoder's file holds the name of the pretrained model, not its weights: the model must be
 * available wherever the file is loaded.
 *
 * @param model a name in DJL's model zoo, such as {@code sentence-transformers/all-MiniLM-L6-v2},
 *     downloaded on first use; a folder or zip that {@link Encoder#fromPretrained} takes; or a
 *     folder with a TorchScript file ({@code .pt}), {@code tokenizer.json}, and optionally {@code
 *     serving.properties} with the pooling
 * @param dimensions of the model's embeddings
 */
record PretrainedSentenceInput(String model, int dimensions) implements Preprocessor {

  /** See {@link TextInput#MINI_LM}. */
  static final PretrainedSentenceInput MINI_LM =
      new PretrainedSentenceInput("sentence-transformers/all-MiniLM-L6-v2", 384);

  PretrainedSentenceInput {
    Checks.requirePositive("dimensions", dimensions);
  }

  /**
   * Loads a model to find the dimensions of its embeddings.
   *
   * @throws DataException if the model cannot be loaded
   */
  static PretrainedSentenceInput of(String model) {
    var embeddings = PretrainedSentenceModel.load(model).embed(List.of("a"));
    return new PretrainedSentenceInput(model, embeddings[0].length);
  }

  /**
   * Embeds the texts.
   *
   * @throws DataException if the model cannot be loaded
   * @throws IllegalArgumentException if the samples are not {@link Texts}, or the model's
   *     embeddings have another length
   */
  @Override
  public Sequences transform(Dataset raw) {
    var texts = Checks.requireType(Texts.class, raw);
    var embeddings = PretrainedSentenceModel.load(model).embed(texts.texts());
    if (embeddings.length > 0 && embeddings[0].length != dimensions) {
      throw new IllegalArgumentException(
          "the embeddings of %s have %d dimensions, not %d"
              .formatted(model, embeddings[0].length, dimensions));
    }
    return new Sequences(dimensions, embeddings, texts.targets());
  }

  @Override
  public List<Shape> shapes(int n) {
    return List.of(new Shape(n, 1, dimensions), new Shape(n));
  }
}
