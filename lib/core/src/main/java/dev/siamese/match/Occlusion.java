package dev.siamese.match;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.siamese.data.DataException;
import dev.siamese.data.Dataset;
import dev.siamese.match.Verifier.Explanation;
import dev.siamese.match.Verifier.Explanation.Part;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.NonFinite;
import dev.siamese.tensor.internal.Tensors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A sample whose parts can be occluded.
 *
 * @param sample the only one of its data set
 * @param parts with contributions that are not yet known
 * @param copies copies of the sample: for each element of an array the index of the part to
 *     occlude; -1 for none
 * @param bytes the approximate memory of a copy
 */
record Occlusion(Dataset sample, List<Part> parts, Function<int[], Dataset> copies, long bytes) {

  private static final long MAX_BYTES = 32 << 20; // of the copies that are made at a time
  private static final int MAX_COPIES = 256;

  static Explanation explain(Encoder encoder, Dataset left, Dataset right) {
    var first = Occlusions.of(left);
    var second = Occlusions.of(right);
    double distance = EmbeddedSamples.distances(encoder, left, right)[0];
    try (var manager = Torch.manager(encoder.device())) {
      var a = first.embed(encoder, manager);
      var b = second.embed(encoder, manager);
      return new Explanation(distance, first.side(encoder, a, b), second.side(encoder, b, a));
    }
  }

  /** The embeddings of the sample and of its copies without one part: (1 + P, D). */
  private NDArray embed(Encoder encoder, NDManager manager) {
    int size = (int) Math.max(1, Math.min(MAX_COPIES, MAX_BYTES / Math.max(1, bytes)));
    var batches = new NDList();
    for (int start = -1; start < parts.size(); start += size) {
      int end = Math.min(start + size, parts.size());
      var some = copies.apply(IntStream.range(start, end).toArray());
      batches.add(embed(encoder, some, manager));
    }
    var embeddings = NDArrays.concat(batches);
    NonFinite.requireFinite(embeddings);
    return embeddings;
  }

  private static NDArray embed(Encoder encoder, Dataset copies, NDManager manager) {
    try {
      return encoder.embed(copies, manager);
    } catch (DataException e) { // such as an image whose ink was in one patch
      throw new DataException(
          "the distance cannot be explained, since the encoder cannot use a sample without one of its parts: "
              + e.getMessage(),
          e);
    }
  }

  /** The parts with their contributions: own (1 + P, D), the first row of others. */
  private Explanation.Side side(Encoder encoder, NDArray own, NDArray others) {
    var other = others.get("0:1").repeat(0, own.getShape().get(0));
    var distances = Tensors.toFloatArray(encoder.card().distance().paired(own, other));
    var result = new ArrayList<Part>();
    for (int i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      double contribution = (double) distances[i + 1] - distances[0];
      result.add(
          new Part(part.name(), part.x(), part.y(), part.width(), part.height(), contribution));
    }
    return new Explanation.Side(sample, List.copyOf(result));
  }

  /** The five parts that contribute most, as text. */
  static String summary(List<Part> parts) {
    return parts.stream()
        .sorted(Comparator.comparingDouble(part -> -Math.abs(part.contribution())))
        .limit(5)
        .map(part -> String.format(Locale.ROOT, "%s %+.3f", part.name(), part.contribution()))
        .collect(Collectors.joining(", "));
  }
}
