package dev.siamese.model;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.siamese.data.Dataset;
import dev.siamese.data.Targets;
import dev.siamese.tensor.internal.DirectBuffers;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;

/**
 * Sequences of token ids. A batch is two tensors of 64-bit integers: the ids {@code (N, T)}, padded
 * with 0 to the longest sequence of the batch, and the lengths {@code (N)}.
 *
 * @param sequences the token ids of each sample, all above 0; at least one per sample
 * @param targets the class of each sample
 */
record Tokens(int[][] sequences, Targets targets) implements Dataset {

  Tokens {
    for (int row = 0; row < sequences.length; row++) {
      if (sequences[row].length == 0 || Arrays.stream(sequences[row]).anyMatch(t -> t < 1)) {
        throw new IllegalArgumentException(
            "sequence %d is %s: it must have at least one token, and only ids above 0 (0 is padding)"
                .formatted(row, Arrays.toString(sequences[row])));
      }
    }
    if (sequences.length != targets.size()) {
      throw new IllegalArgumentException(
          "%d sequences and %d labels: one label per sequence is needed"
              .formatted(sequences.length, targets.size()));
    }
  }

  @Override
  public NDList batch(NDManager manager, int[] rows) {
    var some = Arrays.stream(rows).mapToObj(row -> sequences[row]).toList();
    var lengths = some.stream().mapToLong(each -> each.length).toArray();
    return new NDList(
        DirectBuffers.padded(manager, some, rows.length), Tensors.create(manager, lengths));
  }

  @Override
  public int length(int row) {
    return sequences[row].length;
  }

  @Override
  public Tokens select(int... rows) {
    var some = Arrays.stream(rows).mapToObj(row -> sequences[row]).toArray(int[][]::new);
    return new Tokens(some, targets.select(rows));
  }

  @Override
  public Tokens withLabels(Targets others) {
    return new Tokens(sequences, others);
  }
}
