package dev.siamese.table;

import dev.siamese.training.History;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** The history of a training run as tables. */
public final class HistoryTable {

  private HistoryTable() {}

  /**
   * One row per epoch: {@code epoch, step, loss, validation_error, validation_loss,
   * samples_per_second, seconds}, then the metrics of the validation; see {@link History.Epoch}.
   *
   * @param history of a finished or interrupted run
   * @return the table; NaN where an epoch has no validation
   */
  public static Table epochs(History history) {
    var epochs = history.epochs();
    var table =
        Table.create(
            "epochs",
            IntColumn.create("epoch", epochs.stream().mapToInt(History.Epoch::epoch).toArray()),
            IntColumn.create("step", epochs.stream().mapToInt(History.Epoch::step).toArray()),
            column("loss", epochs, History.Epoch::loss),
            column("validation_error", epochs, History.Epoch::validationError),
            column("validation_loss", epochs, History.Epoch::validationLoss),
            column("samples_per_second", epochs, History.Epoch::samplesPerSecond),
            column("seconds", epochs, History.Epoch::seconds));
    var metrics = new LinkedHashMap<String, Double>();
    epochs.forEach(epoch -> metrics.putAll(epoch.metrics()));
    for (var name : metrics.keySet()) {
      table.addColumns(column(name, epochs, epoch -> value(epoch.metrics(), name)));
    }
    return table;
  }

  private static double value(Map<String, Double> metrics, String name) {
    return metrics.getOrDefault(name, Double.NaN);
  }

  private static DoubleColumn column(
      String name, List<History.Epoch> epochs, ToDoubleFunction<History.Epoch> value) {
    return DoubleColumn.create(name, epochs.stream().mapToDouble(value).toArray());
  }

  /**
   * One row per step: {@code step, loss}.
   *
   * @param history of a finished or interrupted run
   * @return the table; steps are counted from 1
   */
  public static Table steps(History history) {
    var losses = history.stepLosses();
    var step = IntColumn.create("step");
    var loss = DoubleColumn.create("loss");
    for (int i = 0; i < losses.length; i++) {
      step.append(i + 1);
      loss.append(losses[i]);
    }
    return Table.create("steps", step, loss);
  }
}
