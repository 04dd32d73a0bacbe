package org.example;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.siamese.loss.Loss;
import dev.siamese.model.Architecture;
import dev.siamese.sampling.BatchLabels;

/** Classes outside of the library, whose initialisers leave a trace. */
public final class OutsideClasses {

  /** The system property that the static initialisers set. */
  public static final String TRACE = "org.example.initialized";

  private OutsideClasses() {}

  /** Implements an interface of the library, as a network of a user or of an attacker does. */
  public record Network(int units) implements Architecture {

    static {
      System.setProperty(TRACE, "Network");
    }

    @Override
    public Block build() {
      return new SequentialBlock()
          .add(Blocks.batchFlattenBlock())
          .add(Linear.builder().setUnits(units).build());
    }
  }

  /** Implements another interface. */
  public record OwnLoss(double factor) implements Loss {

    static {
      System.setProperty(TRACE, "OwnLoss");
    }

    @Override
    public NDArray compute(NDArray embeddings, BatchLabels labels) {
      return embeddings.sum().mul(factor);
    }
  }

  /** Implements nothing. */
  public record Unrelated(int units) {

    static {
      System.setProperty(TRACE, "Unrelated");
    }
  }
}
