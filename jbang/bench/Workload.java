package bench;

/** A computation whose speed is measured; created once per process. */
@FunctionalInterface
public interface Workload {

  /** Warms up, then measures the rounds of the settings. */
  BenchmarkResult measure(Settings settings);
}
