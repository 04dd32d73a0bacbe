package dev.siamese.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Scalar;

/**
 * Which steps of a padded batch of sequences are real: the first ones of each, as many as it is
 * long. All is computed on the device, which is never waited for.
 */
final class SequenceMask {

  private final NDArray lengths; // (N, 1)
  private final NDArray positions; // (1, T), 0 to T − 1

  private SequenceMask(NDArray lengths, long steps) {
    this.lengths = lengths;
    positions = lengths.getManager().arange(0, (int) steps, 1, DataType.INT64).expandDims(0);
  }

  /**
   * Reads a network's inputs.
   *
   * @param inputs the sequences, then their lengths (N); without these all steps are real
   * @param axis the dimension of the sequences that is time
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

  /** After pooling over pairs of steps, of which the last may have one only. */
  SequenceMask afterPooling() {
    var half =
        lengths.add(Scalar.constant(1)).div(Scalar.constant(2)).toType(DataType.INT64, false);
    return new SequenceMask(half, (positions.size(1) + 1) / 2);
  }

  /** The steps' numbers, from 0: (1, T), 64-bit integers. */
  NDArray positions() {
    return positions;
  }

  /** True where a step is real: (N, T). */
  NDArray mask() {
    return positions.lt(lengths);
  }

  /** 1 where a step is real, otherwise 0: (N, T). */
  NDArray floatMask() {
    return mask().toType(DataType.FLOAT32, false);
  }

  /** The numbers of real steps: (N, 1). */
  NDArray floatLengths() {
    return lengths.toType(DataType.FLOAT32, false);
  }

  /** The mean over the real steps: (N, T, F) to (N, F). */
  NDArray maskedMean(NDArray sequences) {
    return sequences.mul(floatMask().expandDims(2)).sum(new int[] {1}).div(floatLengths());
  }

  /**
   * Every sequence from its own end to its beginning, and its padding likewise: step t goes to
   * (length − 1 − t) mod T. Doing it twice changes nothing.
   *
   * @param sequences (N, T, F)
   */
  NDArray reverse(NDArray sequences) {
    var from =
        lengths
            .sub(Scalar.constant(1))
            .sub(positions)
            .mod(Scalar.temporary(positions.size(1))); // (N, T), never negative
    return sequences.gather(from.expandDims(2).broadcast(sequences.getShape()), 1);
  }
}
