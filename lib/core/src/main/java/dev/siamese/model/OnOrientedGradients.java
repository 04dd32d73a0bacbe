package dev.siamese.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import dev.siamese.data.Dataset;
import dev.siamese.tensor.internal.JsonOptional;
import dev.siamese.tensor.internal.Scalar;
import java.util.List;
import java.util.Map;

/**
 * A convolutional network on cells of an image instead of its pixels, see {@link
 * Architecture#onOrientedGradients}. The channels of a cell are its oriented gradients and the mean
 * of each channel of its pixels, in standard deviations from the mean of the image.
 *
 * @param orientations into which the full circle is divided
 * @param cellSize side of a cell in pixels; 0 for a twelfth of the image's side, which {@link #fit}
 *     sets. Default: 0
 * @param backbone takes (N, orientations + C, H / cellSize, W / cellSize)
 */
record OnOrientedGradients(int orientations, @JsonOptional int cellSize, Architecture backbone)
    implements Wrapper {

  private static final int CELLS = 12; // along a side
  private static final float MIN_DEVIATION = 0.05f; // keeps noise of even images small

  OnOrientedGradients {
    if (cellSize != 0) {
      new OrientedGradients(orientations, cellSize); // checks both
    }
  }

  @Override
  public Architecture fit(Dataset train, Preprocessor input) {
    int side = (int) input.shapes(1).get(0).get(2);
    int fitted = cellSize == 0 ? Math.max(1, side / CELLS) : cellSize;
    return new OnOrientedGradients(orientations, fitted, backbone.fit(train, input));
  }

  @Override
  public OnOrientedGradients withBackbone(Architecture backbone) {
    return new OnOrientedGradients(orientations, cellSize, backbone);
  }

  @Override
  public Block build() {
    var gradients = new OrientedGradients(orientations, cellSize);
    var cells =
        new FunctionLayer(
            "cells of gradients and colours",
            images -> cells(gradients, images),
            (graph, inputs) -> cells(graph, gradients, inputs.get(0))) {
          @Override
          public Shape[] getOutputShapes(Shape[] inputs) {
            var image = inputs[0];
            return new Shape[] {
              new Shape(
                  image.get(0),
                  orientations + image.get(1),
                  image.get(2) / cellSize,
                  image.get(3) / cellSize)
            };
          }
        };
    return new SequentialBlock().add(cells).add(backbone.build());
  }

  private static NDArray cells(OrientedGradients gradients, NDArray images) {
    var brightness = images.mean(new int[] {1}, true);
    long n = images.getShape().get(0);
    var perImage = new Shape(n, 1, 1, 1);
    var centred = images.sub(meanOfEach(images).reshape(perImage));
    var deviation = meanOfEach(centred.square()).sqrt().reshape(perImage);
    var normalized = centred.div(deviation.maximum(Scalar.constant(MIN_DEVIATION)));
    return gradients.grid(brightness).concat(gradients.cellMeans(normalized), 1);
  }

  /** As {@link #cells(OrientedGradients, NDArray)}. */
  private static String cells(OnnxGraph graph, OrientedGradients gradients, String images) {
    var brightness = mean(graph, images, 1);
    var centred = graph.add("Sub", images, mean(graph, images, 1, 2, 3));
    var variance = mean(graph, graph.add("Mul", centred, centred), 1, 2, 3);
    var deviation = graph.add("Max", graph.add("Sqrt", variance), graph.number(MIN_DEVIATION));
    var normalized = graph.add("Div", centred, deviation);
    var cells = List.of(gradients.grid(graph, brightness), gradients.cellMeans(graph, normalized));
    return graph.add("Concat", cells, Map.of("axis", 1L));
  }

  private static String mean(OnnxGraph graph, String values, long... axes) {
    return graph.add("ReduceMean", List.of(values), Map.of("axes", axes));
  }

  private static NDArray meanOfEach(NDArray images) {
    return images.reshape(images.getShape().get(0), -1).mean(new int[] {1});
  }
}
