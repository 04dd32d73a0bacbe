package bench;

/** One thing whose speed is measured; made once per process, warmed up by itself. */
@FunctionalInterface
public interface Workload {

  /** Warms up, then measures so many rounds. */
  BenchmarkResult measure(Settings setting);
}
