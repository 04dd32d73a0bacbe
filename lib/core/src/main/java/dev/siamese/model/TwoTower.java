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
import java.util.Arrays;

/**
 * Two kinds of samples in one space, such as spoken and drawn digits: a network for each kind, and
 * on top of both one and the same dense layer.
 *
 * <p>Every row of a batch is of one kind, and pairs and triplets mix the kinds as their classes
 * say: see {@link dev.siamese.data.TwoModalities}. Inputs: the tensors of the A left samples, those
 * of the B right ones, and last {@code (A + B)} whole numbers: where each row of the batch stands
 * when the right samples follow the left. A or B may be 0. Output: {@code (A + B, dimensions)}, in
 * the order of the rows.
 *
 * @param left the network of the one kind
 * @param leftInputCount how many tensors that takes
 * @param right the network of the other kind, with an output as long
 * @param dimensions the length of the embeddings
 */
public record TwoTower(Architecture left, int leftInputCount, Architecture right, int dimensions)
    implements Architecture {

  public TwoTower {
    Checks.requirePositive("leftInputs", leftInputCount);
    Checks.requirePositive("dimensions", dimensions);
  }

  @Override
  public Block build() {
    return new Network(this);
  }

  private static final class Network extends AbstractBlock {

    private final int leftInputs;
    private final int dimensions;
    private final Block left;
    private final Block right;
    private final Block shared;

    Network(TwoTower plan) {
      leftInputs = plan.leftInputCount;
      dimensions = plan.dimensions;
      left = addChildBlock("left", plan.left.build());
      right = addChildBlock("right", plan.right.build());
      shared = addChildBlock("shared", Linear.builder().setUnits(dimensions).build());
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
      var leftShapes = Arrays.copyOf(inputs, leftInputs);
      var rightShapes = Arrays.copyOfRange(inputs, leftInputs, inputs.length - 1);
      left.initialize(manager, type, leftShapes);
      right.initialize(manager, type, rightShapes);
      var fromLeft = left.getOutputShapes(leftShapes)[0];
      var fromRight = right.getOutputShapes(rightShapes)[0];
      if (fromLeft.get(1) != fromRight.get(1)) {
        throw new IllegalArgumentException(
            "the left network gives %d numbers, the right one %d: make them equal with projected(…)"
                .formatted(fromLeft.get(1), fromRight.get(1)));
      }
      shared.initialize(manager, type, fromLeft);
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      var both = new NDList();
      var ofLeft = new NDList(inputs.subList(0, leftInputs));
      if (ofLeft.head().size(0) > 0) {
        both.addAll(left.forward(store, ofLeft, training));
      }
      var ofRight = new NDList(inputs.subList(leftInputs, inputs.size() - 1));
      if (ofRight.head().size(0) > 0) {
        both.addAll(right.forward(store, ofRight, training));
      }
      // DJL's concat of a single array is a copy without gradient
      var all = both.size() == 1 ? both.head() : both.get(0).concat(both.get(1));
      var embedded = shared.forward(store, new NDList(all), training).head();
      return new NDList(embedded.get(new NDIndex("{}", inputs.get(inputs.size() - 1))));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return new Shape[] {new Shape(inputs[inputs.length - 1].get(0), dimensions)};
    }
  }
}
