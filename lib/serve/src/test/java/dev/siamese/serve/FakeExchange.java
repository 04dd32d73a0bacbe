package dev.siamese.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/** A request and its response without a connection. */
final class FakeExchange extends HttpExchange {

  private final String method;
  private final URI uri;
  private final InputStream in;
  private final Headers headers = new Headers();
  private final Headers responseHeaders = new Headers();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int status = -1;
  private long length = -1;

  FakeExchange(String method, URI uri, byte[] body) {
    this.method = method;
    this.uri = uri;
    in = new ByteArrayInputStream(body);
  }

  /** What was sent, whose length is the announced one. */
  byte[] response() {
    if (length != out.size()) {
      throw new AssertionError("announced %d bytes, sent %d".formatted(length, out.size()));
    }
    return out.toByteArray();
  }

  @Override
  public Headers getRequestHeaders() {
    return headers;
  }

  @Override
  public Headers getResponseHeaders() {
    return responseHeaders;
  }

  @Override
  public URI getRequestURI() {
    return uri;
  }

  @Override
  public String getRequestMethod() {
    return method;
  }

  @Override
  public HttpContext getHttpContext() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}

  @Override
  public InputStream getRequestBody() {
    return in;
  }

  @Override
  public OutputStream getResponseBody() {
    return out;
  }

  @Override
  public void sendResponseHeaders(int code, long announced) {
    status = code;
    length = announced;
  }

  @Override
  public InetSocketAddress getRemoteAddress() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
  }

  @Override
  public int getResponseCode() {
    return status;
  }

  @Override
  public InetSocketAddress getLocalAddress() {
    return getRemoteAddress();
  }

  @Override
  public String getProtocol() {
    return "HTTP/1.1";
  }

  @Override
  public Object getAttribute(String name) {
    return null;
  }

  @Override
  public void setAttribute(String name, Object value) {}

  @Override
  public void setStreams(InputStream input, OutputStream output) {}

  @Override
  public HttpPrincipal getPrincipal() {
    return null;
  }
}
