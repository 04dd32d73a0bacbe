package bench;

/** One thing whose speed is measured; made once per process, warmed up by itself. */
@FunctionalInterface
public interface Work {

  /** Warms up, then measures so many rounds. */
  Figures measure(Setting setting);
}
