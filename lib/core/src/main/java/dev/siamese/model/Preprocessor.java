package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import java.nio.file.Path;
import java.util.List;

/** Turns raw samples into a network's input; part of the encoder and saved with it. */
public interface Preprocessor {

  /**
   * {@return no preprocessing: the batches of any data set as they are}
   *
   * @param sampleShapes the shape of one sample for each tensor of a batch; {@code new Shape()} is
   *     one number per sample
   * @throws IllegalArgumentException if there is none
   */
  static Preprocessor none(Shape... sampleShapes) {
    return TensorInput.of(sampleShapes);
  }

  /**
   * {@return this preprocessing with everything that is learned from the training data, such as a
   * vocabulary} Default: this preprocessing.
   *
   * @param train the training samples only, before preprocessing
   */
  default Preprocessor fit(Dataset train) {
    return this;
  }

  /**
   * {@return the samples as the network takes them, with the same labels} Called once per data set,
   * not per batch.
   *
   * @param raw the samples
   * @throws IllegalArgumentException if the samples are of another type
   */
  Dataset transform(Dataset raw);

  /**
   * {@return this preprocessing, followed by a pretrained network, which is not trained: {@code (N,
   * 1, D)}, and ones {@code (N)}} A data set is embedded by it once, before the training. Use it
   * with {@link Architecture#identity}, and {@link Architecture#projected} to train a layer on top.
   *
   * <p>An encoder's file holds the path and the SHA-256 of the network, not its weights.
   *
   * @param network a TorchScript file, or an ONNX file whose name ends in {@code .onnx}, which
   *     needs {@code com.microsoft.onnxruntime:onnxruntime}; takes what this preprocessing gives,
   *     output {@code (N, …)}
   * @throws dev.siamese.data.DataException if there is no such file, or it is no such network
   */
  default Preprocessor withBackbone(Path network) {
    return BackboneInput.of(this, List.of(), List.of(), network);
  }

  /**
   * {@return images of the size that the network takes, before all other preprocessing, to save
   * time and memory when they are augmented} Default: the images as they are.
   *
   * @param images of any size
   */
  default Images resize(Images images) {
    return images;
  }

  /**
   * {@return a data set of one sample, not preprocessed}
   *
   * @param sample an image: {@link Path} or {@link java.awt.image.BufferedImage}; a sound: {@link
   *     Path} of a WAV file or {@link dev.siamese.data.AudioClip}; a text: {@link String}; a
   *     record: {@link java.util.Map} of field names to values; a vector or a time series: {@code
   *     float[]}; anything else: a {@link Dataset} of one sample
   * @throws IllegalArgumentException if its type is another one
   * @throws dev.siamese.data.DataException if a file cannot be read
   */
  default Dataset sample(Object sample) {
    return PlainSample.of(sample, this);
  }

  /**
   * {@return the shapes of a batch of prepared samples, one for each tensor of the batch}
   *
   * @param n the number of samples
   */
  List<Shape> shapes(int n);
}
