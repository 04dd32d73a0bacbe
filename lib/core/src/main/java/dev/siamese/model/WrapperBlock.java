package dev.siamese.model;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;

/** A block around a network with the same input and output shapes. */
abstract class WrapperBlock extends AbstractBlock implements OnnxLayer {

  final Block backbone;

  WrapperBlock(Block backbone) {
    this.backbone = addChildBlock("backbone", backbone);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return backbone.getOutputShapes(inputs);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    backbone.initialize(manager, type, inputs);
  }
}
