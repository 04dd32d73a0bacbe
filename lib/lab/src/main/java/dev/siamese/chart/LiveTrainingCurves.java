package dev.siamese.chart;

import dev.siamese.table.HistoryTable;
import dev.siamese.training.History;
import dev.siamese.training.TrainingListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tech.tablesaw.api.Table;

/**
 * A chart of the training loss of several runs that is updated after every epoch. In a notebook:
 *
 * <pre>{@code
 * var live = new LiveTrainingCurves();
 * var id = display(live.chart());
 * live.onChange(chart -> updateDisplay(id, chart));
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class LiveTrainingCurves {

  private final Map<String, List<Table>> runs = new LinkedHashMap<>();
  private Consumer<Chart> onChange = chart -> {};

  /** Creates curves without a run. */
  public LiveTrainingCurves() {}

  /**
   * Sets the consumer of every new chart.
   *
   * @param consumer called after every epoch, on the thread of the training run
   */
  public void onChange(Consumer<Chart> consumer) {
    onChange = consumer;
  }

  /**
   * {@return a listener for one run; runs of the same name share a curve}
   *
   * @param name of the curve
   */
  public TrainingListener run(String name) {
    var runsOfName = runs.computeIfAbsent(name, unused -> new ArrayList<>());
    int index = runsOfName.size();
    return new TrainingListener() {
      @Override
      public void onEpoch(Progress progress, History history) {
        if (index == runsOfName.size()) {
          runsOfName.add(HistoryTable.steps(history));
        } else {
          runsOfName.set(index, HistoryTable.steps(history));
        }
        onChange.accept(chart());
      }

      @Override
      public void onWarning(String message) {
        System.out.println(message.replaceAll("(.{1,90})(?: |$)", "$1%n".formatted()).strip());
      }
    };
  }

  /** {@return the chart of all runs so far} */
  public Chart chart() {
    return TrainingCurves.loss(runs);
  }
}
