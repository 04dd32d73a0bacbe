package dev.siamese.model;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.siamese.data.Dataset;
import java.util.Arrays;

/**
 * A two-tower network: samples of two modalities, such as spoken and drawn digits, in one embedding
 * space. Each modality has its own network; one dense layer on top is shared.
 *
 * <p>Every row of a batch is of one modality; pairs and triplets may mix them, see {@link
 * dev.siamese.data.TwoModalities}. Inputs: the tensors of the A left samples, those of the B right
 * samples, and {@code (A + B)} integers: the position of each row of the batch in the left samples
 * followed by the right ones. A or B may be 0. Output: {@code (A + B, dimensions)}, in the order of
 * the rows.
 *
 * @param left the network of the left modality
 * @param leftInputCount how many tensors the left network takes
 * @param right the network of the right modality; its output must be as long as that of the left
 * @param dimensions the length of the embeddings
 */
public record TwoTower(Architecture left, int leftInputCount, Architecture right, int dimensions)
    implements Architecture {

  /**
   * Checks the values.
   *
   * @param left the network of the left modality
   * @param leftInputCount how many tensors the left network takes
   * @param right the network of the right modality; its output must be as long as that of the left
   * @param dimensions the length of the embeddings
   * @throws IllegalArgumentException if a value is out of its range
   */
  public TwoTower {
    Checks.requirePositive("leftInputCount", leftInputCount);
    Checks.requirePositive("dimensions", dimensions);
  }

  /**
   * {@return the preprocessing of samples of two modalities, each with its own} Batches hold the
   * tensors of the left samples, those of the right ones, and the position of each row.
   *
   * @param left the preprocessing of the left modality
   * @param right the preprocessing of the right modality
   */
  public static Preprocessor input(Preprocessor left, Preprocessor right) {
    return new TwoTowerInput(left, right);
  }

  /**
   * Fits both networks, each to the samples of its modality.
   *
   * @throws IllegalArgumentException unless the samples are of type {@link
   *     dev.siamese.data.TwoModalities} and the input is made by {@link #input}
   */
  @Override
  public TwoTower fit(Dataset train, Preprocessor input) {
    var both = TwoTowerInput.requireTwoModalities(train);
    if (!(input instanceof TwoTowerInput inputs)) {
      throw new IllegalArgumentException(
          "TwoTower needs TwoTower.input(left, right) as its preprocessing, not "
              + input.getClass().getSimpleName());
    }
    return new TwoTower(
        left.fit(both.left(), inputs.left()),
        leftInputCount,
        right.fit(both.right(), inputs.right()),
        dimensions);
  }

  @Override
  public Block build() {
    return new Network(this);
  }

  private static final class Network extends AbstractBlock {

    private final int leftInputCount;
    private final int dimensions;
    private final Block left;
    private final Block right;
    private final Block shared;

    Network(TwoTower configuration) {
      leftInputCount = configuration.leftInputCount;
      dimensions = configuration.dimensions;
      left = addChildBlock("left", configuration.left.build());
      right = addChildBlock("right", configuration.right.build());
      shared = addChildBlock("shared", Linear.builder().setUnits(dimensions).build());
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
      var leftShapes = Arrays.copyOf(inputs, leftInputCount);
      var rightShapes = Arrays.copyOfRange(inputs, leftInputCount, inputs.length - 1);
      left.initialize(manager, type, leftShapes);
      right.initialize(manager, type, rightShapes);
      var leftOutput = left.getOutputShapes(leftShapes)[0];
      var rightOutput = right.getOutputShapes(rightShapes)[0];
      if (leftOutput.get(1) != rightOutput.get(1)) {
        throw new IllegalArgumentException(
            "the left network's output has %d dimensions, the right one's %d: project both to the same number"
                .formatted(leftOutput.get(1), rightOutput.get(1)));
      }
      shared.initialize(manager, type, leftOutput);
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      var outputs = new NDList();
      var leftInputs = new NDList(inputs.subList(0, leftInputCount));
      if (leftInputs.head().size(0) > 0) {
        outputs.addAll(left.forward(store, leftInputs, training));
      }
      var rightInputs = new NDList(inputs.subList(leftInputCount, inputs.size() - 1));
      if (rightInputs.head().size(0) > 0) {
        outputs.addAll(right.forward(store, rightInputs, training));
      }
      // DJL's concat of a single array is a copy without gradient
      var all = outputs.size() == 1 ? outputs.head() : outputs.get(0).concat(outputs.get(1));
      var embeddings = shared.forward(store, new NDList(all), training).head();
      return new NDList(embeddings.get(new NDIndex("{}", inputs.get(inputs.size() - 1))));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return new Shape[] {new Shape(inputs[inputs.length - 1].get(0), dimensions)};
    }
  }
}
