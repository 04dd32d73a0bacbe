package dev.siamese.serve;

import com.sun.net.httpserver.HttpServer;
import dev.siamese.data.DataException;
import dev.siamese.model.Encoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;

/**
 * An HTTP server of an encoder. {@code GET /openapi.json} describes its paths, {@code GET /} is a
 * page for the browser. Every error is JSON with one sentence.
 *
 * <p>Requests run in virtual threads where the JDK has them, else in a pool; their samples are
 * embedded in common batches. Safe for use by several threads. Owns threads and a port: close it.
 */
public final class Server implements AutoCloseable {

  private static final int BACKLOG = 256; // connections that wait to be accepted
  private static final int DRAIN_SECONDS = 30;
  private static final long POLL_MILLIS = 10;

  static {
    // read once by the JDK's server; a program may set others before
    setDefault("sun.net.httpserver.nodelay", "true");
    setDefault("sun.net.httpserver.maxReqTime", "30"); // seconds, against slow clients
    setDefault("sun.net.httpserver.maxRspTime", "60");
    setDefault("jdk.httpserver.maxConnections", "1024");
  }

  private final HttpServer http;
  private final ExecutorService workers;
  private final EncoderService service;
  private final Dispatcher dispatcher;
  private final ServerMetrics metrics;

  private Server(
      HttpServer http, EncoderService service, Dispatcher dispatcher, ServerMetrics metrics) {
    this.http = http;
    this.service = service;
    this.dispatcher = dispatcher;
    this.metrics = metrics;
    workers = Workers.start();
    http.setExecutor(workers);
    http.createContext("/", dispatcher);
    http.start();
  }

  private static void setDefault(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  /**
   * Starts a server. Embeds the images of the folder first, unless their index is fresh.
   *
   * @param encoder used but not closed
   * @param options of the server
   * @return the running server
   * @throws IllegalArgumentException if the address is not loopback and there is no token
   * @throws DataException if the port is in use, the address is unknown, or the folder or the
   *     gallery cannot be read
   */
  public static Server start(Encoder encoder, ServerOptions options) {
    var address = address(options);
    var access = new Access(address, options.token());
    var http = bind(new InetSocketAddress(address, options.port()));
    EncoderService service = null;
    try {
      var data = options.data();
      var images = data == null ? null : new SearchedImages(data, options.indexFile(), encoder);
      service = new EncoderService(encoder, options.gallery());
      var metrics = new ServerMetrics();
      var api = new Api(service, images, new SampleReader(options.maxPixels()));
      var router = new Router(routes(api, service, metrics));
      return new Server(http, service, new Dispatcher(router, access, metrics, options), metrics);
    } catch (RuntimeException | Error e) {
      http.start(); // one that has not started does not free its port
      http.stop(0);
      if (service != null) {
        service.close();
      }
      throw e;
    }
  }

  private static InetAddress address(ServerOptions options) {
    try {
      return InetAddress.getByName(options.host());
    } catch (UnknownHostException e) {
      throw new DataException(
          "the host %s is unknown: listen on 127.0.0.1 or another address of this machine"
              .formatted(options.host()));
    }
  }

  private static HttpServer bind(InetSocketAddress address) {
    try {
      return HttpServer.create(address, BACKLOG);
    } catch (BindException e) {
      throw new DataException(
          "cannot listen on %s port %d (%s): choose another port"
              .formatted(address.getHostString(), address.getPort(), e.getMessage()));
    } catch (IOException e) {
      throw new DataException("cannot start the server", e);
    }
  }

  static List<Route> routes(Api api, EncoderService service, ServerMetrics metrics) {
    var page = resource("index.html", "text/html; charset=utf-8");
    var description = resource("openapi.json", Response.JSON);
    var routes = new ArrayList<Route>();
    routes.add(new Route("GET", "/", request -> page));
    routes.add(new Route("GET", "/health", request -> Response.json(Api.object("status", "ok"))));
    routes.add(new Route("GET", "/openapi.json", request -> description));
    routes.add(
        new Route(
            "GET",
            "/metrics",
            request ->
                Response.text(200, ServerMetrics.CONTENT_TYPE, metrics.text(service.enrolled()))));
    routes.addAll(api.routes());
    return routes;
  }

  private static Response resource(String name, String contentType) {
    try (InputStream file = Server.class.getResourceAsStream(name)) {
      return new Response(200, contentType, file.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return the address of the page on this machine, such as {@code http://127.0.0.1:8080/}} */
  public URI address() {
    var bound = http.getAddress();
    var host = bound.getAddress().getHostAddress();
    var name = host.contains(":") ? "[" + host + "]" : host;
    if (bound.getAddress().isAnyLocalAddress()) {
      name = "localhost";
    }
    return URI.create("http://%s:%d/".formatted(name, bound.getPort()));
  }

  /**
   * Refuses new requests, waits up to 30 seconds for those that run, and closes the port. Closing
   * again has no effect.
   */
  @Override
  public synchronized void close() {
    dispatcher.stop();
    long end = System.nanoTime() + DRAIN_SECONDS * 1_000_000_000L;
    try {
      while (metrics.inFlight() > 0 && System.nanoTime() < end) {
        Thread.sleep(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.stop(0);
    workers.shutdown();
    service.close();
  }
}
