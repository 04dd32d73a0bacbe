package bench;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The workloads by name; {@code bench/peer.py} has the same ones. */
public enum Workloads {
  TRAIN_RESNET(TrainingSpeed::resnet),
  TRAIN_RESNET_BEST(TrainingSpeed::resnet),
  TRAIN_SIMPLE_CNN(TrainingSpeed::simpleCnn),
  EMBED(EmbeddingSpeed::new),
  RETRIEVAL(RetrievalSpeed::new),
  TO_TEN_PERCENT(SecondsToTarget::new);

  /** All but {@link #TO_TEN_PERCENT}, which is timed from the start of the process. */
  public static final List<Workloads> REPEATABLE =
      Stream.of(values()).filter(each -> each != TO_TEN_PERCENT).toList();

  private final Supplier<Workload> create;

  Workloads(Supplier<Workload> create) {
    this.create = create;
  }

  /** Creates the workload. */
  public Workload create() {
    return create.get();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
