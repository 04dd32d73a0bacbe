package dev.siamese;

import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.List;

/** Preprocesses and embeds samples for {@link Siamese}, and names their classes. */
final class Samples {

  private Samples() {}

  /** The embeddings of preprocessed samples: (N, D). */
  static float[][] embedPreprocessed(Encoder encoder, Dataset data) {
    try (var manager = Torch.manager(encoder.device())) {
      return Tensors.toRows(encoder.embedPreprocessed(data, manager));
    }
  }

  /** One image as the network takes it. */
  static Images preprocess(Encoder encoder, Images image) {
    if (encoder.card().input().transform(image) instanceof Images preprocessed) {
      return preprocessed;
    }
    throw new IllegalArgumentException(encoder + " does not take single images");
  }

  /** The class of each sample. */
  static List<String> classNames(Dataset data) {
    var classes = data.classes();
    return Arrays.stream(data.labels()).mapToObj(label -> classes.get(label).toString()).toList();
  }
}
