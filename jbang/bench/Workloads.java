package bench;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What is measured; {@code bench/peer.py} has the same works by the same names. */
public enum Workloads {
  TRAIN_RESNET(TrainingSpeed::resnet),
  TRAIN_RESNET_BEST(TrainingSpeed::resnet),
  TRAIN_SIMPLE_CNN(TrainingSpeed::simpleCnn),
  EMBED(EmbeddingSpeed::new),
  RETRIEVAL(RetrievalSpeed::new),
  TO_TEN_PERCENT(SecondsToTarget::new);

  private final Supplier<Workload> create;

  Workloads(Supplier<Workload> work) {
    this.create = work;
  }

  /**
   * The works to measure: the given ones, or all but the one that has to be asked for.
   *
   * @throws IllegalArgumentException if that one is not alone, since it counts from the start of
   *     the process
   */
  public static List<Workloads> selected(List<Workloads> only) {
    if (only.size() > 1 && only.contains(TO_TEN_PERCENT)) {
      throw new IllegalArgumentException(
          TO_TEN_PERCENT + " counts from the start of the process: measure it alone, not " + only);
    }
    return only.isEmpty()
        ? Stream.of(values()).filter(each -> each != TO_TEN_PERCENT).toList()
        : only;
  }

  /** A new one. */
  public Workload create() {
    return create.get();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
