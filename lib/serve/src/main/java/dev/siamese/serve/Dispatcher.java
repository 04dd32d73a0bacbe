package dev.siamese.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.lang.System.Logger.Level;

/** Checks every request, finds its route, and sends the response or an error as JSON. */
final class Dispatcher implements HttpHandler {

  private static final System.Logger LOGGER = System.getLogger("dev.siamese");
  private static final String OTHER = "other"; // the route of unknown paths in the metrics
  private static final double NANOS = 1e9;

  /** The page may run its own script, and load nothing from elsewhere. */
  private static final String POLICY =
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline';"
          + " img-src 'self' blob: data:; connect-src 'self'; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";

  private final Router router;
  private final Access access;
  private final RateLimit rate;
  private final ServerMetrics metrics;
  private final LargeRequests large;
  private final int maxBodyBytes;
  private volatile boolean stopping;

  Dispatcher(Router router, Access access, ServerMetrics metrics, ServerOptions options) {
    this.router = router;
    this.access = access;
    this.metrics = metrics;
    rate = new RateLimit(options.requestsPerSecond(), System::nanoTime);
    large = new LargeRequests(options);
    maxBodyBytes = options.maxBodyBytes();
  }

  /** Refuses further requests. */
  void stop() {
    stopping = true;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    metrics.begin();
    long start = System.nanoTime();
    var labels = new Labels();
    try (exchange) {
      var response = respond(exchange, labels);
      labels.status = response.status();
      send(exchange, response);
    } finally {
      metrics.end(labels.route, labels.status, (System.nanoTime() - start) / NANOS);
    }
  }

  /** What the metrics say about a request. */
  private static final class Labels {

    private String route = OTHER;
    private int status = 499; // the client has gone
  }

  private Response respond(HttpExchange exchange, Labels labels) throws IOException {
    try (var request = new Request(exchange, maxBodyBytes, large)) {
      if (stopping) {
        throw new HttpError(503, "the server is stopping: try again later");
      }
      access.check(
          request.path(),
          request.header("Host"),
          request.header("Origin"),
          request.header("Authorization"));
      rate.check(request.client());
      var route = router.find(request.method(), request.path());
      labels.route = route.path();
      return route.handler().handle(request);
    } catch (HttpError e) {
      return Response.error(e.status, e.getMessage());
    } catch (RuntimeException | Error e) {
      LOGGER.log(Level.ERROR, "a request failed", e);
      return Response.error(500, "the server failed: its log says why");
    }
  }

  private void send(HttpExchange exchange, Response response) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", response.contentType());
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Content-Security-Policy", POLICY);
    switch (response.status()) {
      case 401 -> headers.set("WWW-Authenticate", "Bearer");
      case 413 -> headers.set("Connection", "close");
      case 429, 503 -> headers.set("Retry-After", "1");
      default -> {}
    }
    if (stopping) {
      headers.set("Connection", "close");
    }
    exchange.sendResponseHeaders(response.status(), response.body().length);
    exchange.getResponseBody().write(response.body());
  }
}
