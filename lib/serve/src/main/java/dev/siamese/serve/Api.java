package dev.siamese.serve;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The requests on samples, from their bodies to JSON; {@code openapi.json} describes them. */
final class Api {

  private static final int MAX_SAMPLES = 256; // of one request
  private static final int MAX_NEIGHBOURS = 1000;
  private static final int DEFAULT_NEIGHBOURS = 10;
  private static final int MAX_NAME = 200; // characters

  private final EncoderService service;
  private final SearchedImages images; // or null
  private final SampleReader reader;

  Api(EncoderService service, SearchedImages images, SampleReader reader) {
    this.service = service;
    this.images = images;
    this.reader = reader;
  }

  List<Route> routes() {
    return List.of(
        new Route("GET", "/model", request -> model()),
        new Route("GET", "/images", this::image),
        new Route("POST", "/embed", this::embed),
        new Route("POST", "/verify", this::verify),
        new Route("POST", "/explain", this::explain),
        new Route("POST", "/search", this::search),
        new Route("GET", "/enroll", request -> names()),
        new Route("POST", "/enroll", this::enroll),
        new Route("DELETE", "/enroll/{name}", this::remove));
  }

  static Map<String, Object> object(Object... namesAndValues) {
    var object = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }

  private Response model() {
    var card = service.encoder.card();
    return Response.json(
        object(
            "input", card.input().toString(),
            "architecture", card.architecture().toString(),
            "distance", card.distance().toString(),
            "threshold", finiteOrNull(service.threshold(OptionalDouble.empty())),
            "images", images == null ? 0 : images.size(),
            "enrolled", service.enrolled()));
  }

  private static Double finiteOrNull(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static Boolean match(double distance, double threshold) {
    return Double.isFinite(threshold) ? distance <= threshold : null;
  }

  private Response image(Request request) {
    requireImages();
    return new Response(200, "image/png", images.thumbnail(request.parameter("key")));
  }

  private void requireImages() {
    if (images == null) {
      throw new HttpError(404, "no folder of images is searched: start the server with one");
    }
  }

  /** The fields beside a sample, in JSON or as parameters of the address. */
  private record Body(Object sample, JsonObject fields) {

    OptionalDouble threshold() {
      return fields.has("threshold")
          ? OptionalDouble.of(Json.number(fields.get("threshold"), "threshold"))
          : OptionalDouble.empty();
    }

    int k() {
      double k = fields.has("k") ? Json.number(fields.get("k"), "k") : DEFAULT_NEIGHBOURS;
      if (k != Math.rint(k) || k < 1 || k > MAX_NEIGHBOURS) {
        throw HttpError.badRequest("k must be a whole number from 1 to " + MAX_NEIGHBOURS);
      }
      return (int) k;
    }
  }

  private Body read(Request request) throws IOException {
    var body = request.body();
    if (request.contentType().equals(Response.JSON)) {
      var fields = Json.object(body);
      return new Body(reader.json(fields, request), fields);
    }
    var sample = reader.raw(request.contentType(), body, request);
    return new Body(
        sample, Json.parameters(request, List.of("name", "in"), List.of("k", "threshold")));
  }

  private JsonObject json(Request request) throws IOException {
    var body = request.body();
    if (!request.contentType().equals(Response.JSON)) {
      throw new HttpError(
          415, "the content type is '%s': send %s".formatted(request.contentType(), Response.JSON));
    }
    return Json.object(body);
  }

  private Response embedding(Object sample) {
    return Response.json(object("embedding", service.embed(List.of(sample)).get(0)));
  }

  private Response embed(Request request) throws IOException {
    if (!request.contentType().equals(Response.JSON)) {
      return embedding(read(request).sample);
    }
    var fields = json(request);
    if (!fields.has("samples")) {
      return embedding(reader.json(fields, request));
    }
    var given = Json.array(fields.get("samples"), "samples");
    if (given.isEmpty() || given.size() > MAX_SAMPLES) {
      throw HttpError.badRequest("samples must have from 1 to " + MAX_SAMPLES + " elements");
    }
    var samples = new ArrayList<Object>();
    for (var each : given) {
      samples.add(sample(each, "a sample", request));
    }
    return Response.json(object("embeddings", service.embed(samples)));
  }

  private Object sample(JsonElement value, String name, Request request) {
    return reader.json(Json.object(value, name), request);
  }

  private Response verify(Request request) throws IOException {
    var fields = json(request);
    var first = sample(fields.get("first"), "first", request);
    var second = sample(fields.get("second"), "second", request);
    var embeddings = service.embed(List.of(first, second));
    double distance = service.distance(embeddings.get(0), embeddings.get(1));
    return Response.json(decision(distance, first, second, fields));
  }

  private Map<String, Object> decision(
      double distance, Object first, Object second, JsonObject fields) {
    var threshold = service.threshold(new Body(null, fields).threshold());
    return object(
        "same", match(distance, threshold),
        "distance", distance,
        "threshold", finiteOrNull(threshold),
        "unlike", List.of(service.isUnlike(first), service.isUnlike(second)));
  }

  /** Embeds a hundred copies of each sample, so few such requests run at the same time. */
  private Response explain(Request request) throws IOException {
    request.markLarge();
    var fields = json(request);
    var first = sample(fields.get("first"), "first", request);
    var second = sample(fields.get("second"), "second", request);
    var explanation = service.explain(first, second);
    var answer = decision(explanation.distance(), first, second, fields);
    answer.put("first", explanation.left().parts());
    answer.put("second", explanation.right().parts());
    return Response.json(answer);
  }

  private Response search(Request request) throws IOException {
    var body = read(request);
    var in = where(body.fields);
    var threshold = service.threshold(body.threshold());
    int k = body.k();
    var embedding = service.embed(List.of(body.sample)).get(0);
    var neighbours = new ArrayList<Map<String, Object>>();
    if (in.equals("images")) {
      for (var hit : images.search(embedding, k)) {
        neighbours.add(neighbour(hit.key(), hit.distance(), threshold));
      }
    } else {
      for (var match : service.identify(embedding, k, threshold)) {
        neighbours.add(neighbour(match.name(), match.decision().distance(), threshold));
      }
    }
    return Response.json(
        object(
            "in",
            in,
            "threshold",
            finiteOrNull(threshold),
            "unlike",
            service.isUnlike(body.sample),
            "neighbours",
            neighbours));
  }

  /** By default the folder, or the enrolled samples if there is no folder. */
  private String where(JsonObject fields) {
    var in = fields.has("in") ? Json.string(fields.get("in"), "in") : null;
    if (in == null) {
      return images == null ? "enrolled" : "images";
    }
    if (!in.equals("enrolled") && !in.equals("images")) {
      throw HttpError.badRequest("in must be images or enrolled, not '%s'".formatted(in));
    }
    if (in.equals("images")) {
      requireImages();
    }
    return in;
  }

  private static Map<String, Object> neighbour(String name, double distance, double threshold) {
    return object("name", name, "distance", distance, "match", match(distance, threshold));
  }

  private Response names() {
    return Response.json(object("names", service.names(), "samples", service.enrolled()));
  }

  private Response enroll(Request request) throws IOException {
    var body = read(request);
    var name = Json.string(body.fields.get("name"), "name").strip();
    if (name.isEmpty()
        || name.length() > MAX_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw HttpError.badRequest(
          "name must have from 1 to %d characters, none of them a control character"
              .formatted(MAX_NAME));
    }
    service.enroll(name, service.embed(List.of(body.sample)).get(0));
    return Response.json(201, object("name", name, "samples", service.enrolled()));
  }

  private Response remove(Request request) {
    var name = Route.parameter(request.path());
    return Response.json(object("name", name, "removed", service.remove(name)));
  }
}
