package dev.siamese.serve;

import com.google.gson.JsonObject;
import dev.siamese.data.AudioClips;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads samples from the bodies of requests; they are of types that the embedder takes. */
final class SampleReader {

  /** The names of a sample in JSON; exactly one of them is given. */
  static final List<String> KINDS = List.of("image", "audio", "text", "record", "vector");

  private final int maxPixels;

  SampleReader(int maxPixels) {
    this.maxPixels = maxPixels;
  }

  /**
   * The sample that is a whole body.
   *
   * @param request for its limits
   * @throws HttpError 415 for a content type that is no sample
   */
  Object raw(String contentType, byte[] body, Request request) {
    if (contentType.startsWith("image/")) {
      return image(body, request);
    }
    if (contentType.startsWith("audio/")) {
      return audio(body);
    }
    if (contentType.equals("text/plain")) {
      return new String(body, StandardCharsets.UTF_8);
    }
    throw new HttpError(
        415,
        "the content type is '%s': send application/json, image/png, image/jpeg, audio/wav or text/plain"
            .formatted(contentType));
  }

  /** The sample in an object that has exactly one of {@link #KINDS}. */
  Object json(JsonObject object, Request request) {
    var given = KINDS.stream().filter(object::has).toList();
    if (given.size() != 1) {
      throw HttpError.badRequest(
          "a sample has exactly one of %s, not %s"
              .formatted(String.join(", ", KINDS), given.isEmpty() ? "none" : given));
    }
    var kind = given.get(0);
    var value = object.get(kind);
    return switch (kind) {
      case "image" -> image(Json.base64(value, kind), request);
      case "audio" -> audio(Json.base64(value, kind));
      case "text" -> Json.string(value, kind);
      case "record" -> Json.record(value, kind);
      default -> Json.vector(value, kind);
    };
  }

  private Images image(byte[] file, Request request) {
    checkPixels(file, request);
    try {
      return Images.read(file);
    } catch (DataException e) {
      throw HttpError.unusable(e.getMessage());
    }
  }

  /** Reads the size from the header, before the pixels take memory. */
  private void checkPixels(byte[] file, Request request) {
    try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      var readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        return; // PGM and PPM, which are no larger than the body, and what is no image
      }
      var reader = readers.next();
      try {
        reader.setInput(stream, true, true);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > maxPixels) {
          throw HttpError.tooLarge(
              "the image has %d pixels: send at most %d".formatted(pixels, maxPixels));
        }
        request.addPixels(pixels, 2L * maxPixels); // those of /verify
      } finally {
        reader.dispose();
      }
    } catch (HttpError e) {
      throw e;
    } catch (IOException | RuntimeException e) { // the JDK's decoders throw both
      throw HttpError.unusable("the image is damaged: " + e.getMessage());
    }
  }

  /** The library reads sounds from files. */
  private static AudioClips audio(byte[] wav) {
    try {
      var file = Files.createTempFile("siamese", ".wav");
      try {
        Files.write(file, wav);
        return AudioClips.read(file);
      } catch (DataException e) {
        throw HttpError.unusable(e.getMessage().replace(file.toString(), "the sound"));
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new DataException("cannot write a temporary file", e);
    }
  }
}
