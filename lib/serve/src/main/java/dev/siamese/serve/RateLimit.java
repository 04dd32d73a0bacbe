package dev.siamese.serve;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** A token bucket per client: up to a second's requests at once, then a constant rate. */
final class RateLimit {

  private static final int MAX_CLIENTS = 10_000; // those seen longest ago are forgotten
  private static final double NANOS = 1e9;

  private final int perSecond;
  private final LongSupplier nanoTime;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MAX_CLIENTS;
        }
      };

  private static final class Bucket {

    private double requests;
    private long time;

    Bucket(double requests, long time) {
      this.requests = requests;
      this.time = time;
    }
  }

  RateLimit(int perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
  }

  /**
   * Counts a request.
   *
   * @throws HttpError 429 if the client has sent too many
   */
  synchronized void check(String client) {
    long now = nanoTime.getAsLong();
    var bucket = buckets.computeIfAbsent(client, unused -> new Bucket(perSecond, now));
    bucket.requests =
        Math.min(perSecond, bucket.requests + (now - bucket.time) / NANOS * perSecond);
    bucket.time = now;
    if (bucket.requests < 1) {
      throw new HttpError(
          429, "more than %d requests in a second: send fewer".formatted(perSecond));
    }
    bucket.requests--;
  }
}
