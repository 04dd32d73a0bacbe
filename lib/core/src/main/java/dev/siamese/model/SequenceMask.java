package dev.siamese.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.internal.Scalar;

/**
 * The mask of a padded batch of sequences: true for the steps before each sequence's length. All
 * computations stay on the device, without synchronisation.
 */
final class SequenceMask {

  private final NDArray lengths; // (N, 1)
  private final NDArray positions; // (1, T), 0 to T − 1

  private SequenceMask(NDArray lengths, long steps) {
    this.lengths = lengths;
    positions = lengths.getManager().arange(0, (int) steps, 1, DataType.INT64).expandDims(0);
  }

  /**
   * Creates the mask of a network's inputs.
   *
   * @param inputs the sequences, and optionally their lengths (N); without lengths there is no
   *     padding
   * @param axis the time dimension of the sequences
   */
  static SequenceMask of(NDList inputs, int axis) {
    var sequences = inputs.head();
    long n = sequences.size(0);
    long steps = sequences.size(axis);
    if (inputs.size() > 1) {
      var lengths = inputs.get(1).toType(DataType.INT64, false);
      return new SequenceMask(lengths.reshape(n, 1), steps);
    }
    var full = sequences.getManager().full(new Shape(n, 1), steps, DataType.INT64);
    return new SequenceMask(full, steps);
  }

  /** The mask after pooling over pairs of steps; the last pair may be a single step. */
  SequenceMask afterPooling() {
    var half =
        lengths.add(Scalar.constant(1)).div(Scalar.constant(2)).toType(DataType.INT64, false);
    return new SequenceMask(half, (positions.size(1) + 1) / 2);
  }

  /** The indices of the steps, from 0: (1, T), 64-bit integers. */
  NDArray positions() {
    return positions;
  }

  /** True for steps that are not padding: (N, T). */
  NDArray mask() {
    return positions.lt(lengths);
  }

  /** 1 for steps that are not padding, 0 for padding: (N, T). */
  NDArray floatMask() {
    return mask().toType(DataType.FLOAT32, false);
  }

  /** The lengths: (N, 1). */
  NDArray floatLengths() {
    return lengths.toType(DataType.FLOAT32, false);
  }

  /** The mean over the steps that are not padding: (N, T, F) to (N, F). */
  NDArray maskedMean(NDArray sequences) {
    return sequences.mul(floatMask().expandDims(2)).sum(new int[] {1}).div(floatLengths());
  }

  /**
   * Reverses every sequence, and its padding: step t becomes step (length − 1 − t) mod T. The
   * operation is its own inverse.
   *
   * @param sequences (N, T, F)
   */
  NDArray reverse(NDArray sequences) {
    var indices =
        lengths
            .sub(Scalar.constant(1))
            .sub(positions)
            .mod(
                Scalar.temporary(
                    sequences.getManager(), positions.size(1))); // (N, T), never negative
    return sequences.gather(indices.expandDims(2).broadcast(sequences.getShape()), 1);
  }
}
