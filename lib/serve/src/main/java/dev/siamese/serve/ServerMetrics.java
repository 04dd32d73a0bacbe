package dev.siamese.serve;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests; prints them in the text format of Prometheus. */
final class ServerMetrics {

  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final double[] BOUNDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  }; // seconds

  private final AtomicInteger inFlight = new AtomicInteger();
  private final Map<String, LongAdder> requests = new ConcurrentSkipListMap<>();
  private final Map<String, Histogram> seconds = new ConcurrentSkipListMap<>();

  private static final class Histogram {

    private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
    private final DoubleAdder sum = new DoubleAdder();

    Histogram() {
      for (int i = 0; i < buckets.length; i++) {
        buckets[i] = new LongAdder();
      }
    }

    void add(double value) {
      int bucket = 0;
      while (bucket < BOUNDS.length && value > BOUNDS[bucket]) {
        bucket++;
      }
      buckets[bucket].increment();
      sum.add(value);
    }
  }

  void begin() {
    inFlight.incrementAndGet();
  }

  /** Counts a finished request; the route is one of a fixed set. */
  void end(String route, int status, double duration) {
    requests
        .computeIfAbsent(
            "route=\"%s\",status=\"%d\"".formatted(route, status), unused -> new LongAdder())
        .increment();
    seconds.computeIfAbsent(route, unused -> new Histogram()).add(duration);
    inFlight.decrementAndGet();
  }

  /** The number of requests that have begun and not ended. */
  int inFlight() {
    return inFlight.get();
  }

  String text(int enrolled) {
    var text = new StringBuilder();
    head(text, "siamese_http_requests_total", "counter", "Finished requests.");
    requests.forEach(
        (labels, count) -> line(text, "siamese_http_requests_total", labels, count.sum()));
    var name = "siamese_http_request_duration_seconds";
    head(text, name, "histogram", "Time from the headers to the end of the response.");
    seconds.forEach((route, histogram) -> append(text, name, route, histogram));
    head(text, "siamese_http_requests_in_flight", "gauge", "Unfinished requests.");
    line(text, "siamese_http_requests_in_flight", "", inFlight());
    head(text, "siamese_enrolled_samples", "gauge", "Enrolled samples.");
    line(text, "siamese_enrolled_samples", "", enrolled);
    var memory = ManagementFactory.getMemoryMXBean();
    head(text, "jvm_memory_used_bytes", "gauge", "Memory of the JVM, without that of PyTorch.");
    line(text, "jvm_memory_used_bytes", "area=\"heap\"", memory.getHeapMemoryUsage().getUsed());
    line(
        text,
        "jvm_memory_used_bytes",
        "area=\"nonheap\"",
        memory.getNonHeapMemoryUsage().getUsed());
    return text.toString();
  }

  private static void append(StringBuilder text, String name, String route, Histogram histogram) {
    long count = 0;
    for (int i = 0; i <= BOUNDS.length; i++) {
      count += histogram.buckets[i].sum();
      var bound = i < BOUNDS.length ? String.valueOf(BOUNDS[i]) : "+Inf";
      line(text, name + "_bucket", "route=\"%s\",le=\"%s\"".formatted(route, bound), count);
    }
    line(text, name + "_sum", "route=\"%s\"".formatted(route), histogram.sum.sum());
    line(text, name + "_count", "route=\"%s\"".formatted(route), count);
  }

  private static void head(StringBuilder text, String name, String type, String help) {
    text.append("# HELP %s %s%n# TYPE %s %s%n".formatted(name, help, name, type).replace("\r", ""));
  }

  private static void line(StringBuilder text, String name, String labels, Number value) {
    var braces = labels.isEmpty() ? "" : "{" + labels + "}";
    text.append(String.format(Locale.ROOT, "%s%s %s\n", name, braces, value));
  }
}
