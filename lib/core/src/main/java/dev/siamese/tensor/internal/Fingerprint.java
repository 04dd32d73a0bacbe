package dev.siamese.tensor.internal;

import dev.siamese.tensor.Weights;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A digest of everything that the embeddings of a network depend on, or of a file. */
public final class Fingerprint {

  private Fingerprint() {}

  /**
   * {@return the SHA-256 of the preprocessing, the architecture and the weights, in hexadecimal}
   *
   * @param input the preprocessing
   * @param architecture of the network
   * @param weights of the network
   * @param others what else to tell apart
   */
  public static String of(
      Object input, Object architecture, Weights.State weights, Object... others) {
    var digest = sha256();
    var configuration = input + " " + architecture;
    digest.update(configuration.getBytes(StandardCharsets.UTF_8));
    addHidden(input, digest);
    addHidden(architecture, digest);
    digest.update(FloatBytes.encode(weights.values()));
    digest.update(FloatBytes.encode(weights.buffers()));
    for (var other : others) {
      digest.update(("\n" + other).getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * {@return the SHA-256 of a file, in hexadecimal}
   *
   * @param file read to its end
   * @throws IOException if it cannot be read
   */
  public static String of(Path file) throws IOException {
    var digest = sha256();
    try (var stream = new DigestInputStream(Files.newInputStream(file), digest)) {
      stream.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** The values that the texts of records leave out, such as what was fitted to training data. */
  private static void addHidden(Object value, MessageDigest digest) {
    if (!value.getClass().isRecord()) {
      return;
    }
    for (var component : value.getClass().getRecordComponents()) {
      var part = RecordReflection.valueOf(component, value);
      if (part != null && part.getClass().isRecord()) {
        addHidden(part, digest);
      } else if (!value.toString().contains(String.valueOf(part))) {
        var text = component.getName() + " " + part;
        digest.update(text.getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
