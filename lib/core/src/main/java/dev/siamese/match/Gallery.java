package dev.siamese.match;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.siamese.data.Dataset;
import dev.siamese.index.ExactIndex;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * Known samples, by whose names new ones are called: the name of the nearest, unless even that is
 * farther than the threshold of the encoder's card. One example makes a new class known, and
 * nothing is trained.
 *
 * <p>Owns native memory: close it. The encoder stays its maker's.
 */
public final class Gallery implements AutoCloseable {

  private final Encoder encoder;
  private final NDManager manager;
  private final List<String> names = new ArrayList<>();
  private NDArray embeddings; // (N, D); null while there is none
  private ExactIndex index; // of the embeddings

  /**
   * Who a sample is taken for.
   *
   * @param name of the nearest known sample
   * @param decision whether the two are the same at all; if not, the sample is of nothing known
   */
  public record Match(String name, MatchDecision decision) {

    /** {@code Greek/alpha (same: 0.213 is not above 0.402)}. */
    @Override
    public String toString() {
      return "%s (%s)".formatted(decision.isMatch() ? name : "unknown, nearest " + name, decision);
    }
  }

  /** An empty gallery. */
  public Gallery(Encoder encoder) {
    this.encoder = encoder;
    manager = Torch.manager(encoder.manager().getDevice());
  }

  /** Makes samples known, just as they were read, each by the name of its class. */
  public void enroll(Dataset samples) {
    var more = encoder.embed(samples, manager);
    if (embeddings == null) {
      embeddings = more;
    } else {
      var before = embeddings;
      embeddings = NDArrays.concat(new NDList(before, more));
      before.close();
      more.close();
    }
    index = ExactIndex.of(embeddings, encoder.card().distance());
    for (int row = 0; row < samples.size(); row++) {
      names.add(samples.classes().get(samples.label(row)).toString());
    }
  }

  /** The number of known samples. */
  public int size() {
    return names.size();
  }

  /**
   * Recognises samples, just as they were read.
   *
   * @return one match for each, in their order
   * @throws IllegalStateException if nothing is known yet, or the encoder has no threshold
   */
  public List<Match> identify(Dataset samples) {
    if (embeddings == null) {
      throw new IllegalStateException("nothing is known yet: enrol at least one sample");
    }
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var matches = new ArrayList<Match>();
      for (var nearest : index.search(encoder.embed(samples, manager), 1)) {
        // the threshold is fitted to float32 distances
        var decision = MatchDecision.of((float) nearest.distances()[0], encoder);
        matches.add(new Match(names.get(nearest.rows()[0]), decision));
      }
      return matches;
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
