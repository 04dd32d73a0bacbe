package dev.siamese.model;

import dev.siamese.data.DataException;
import dev.siamese.tensor.internal.NearestPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The trained encoders on the class path, in the folder {@code pretrained} of this package. */
final class PretrainedEncoders {

  static final List<String> NAMES = List.of("omniglot");

  private PretrainedEncoders() {}

  /**
   * Reads an encoder.
   *
   * @param nameOrFile one of {@link #NAMES}, or the path of a file, or of a folder of a sentence
   *     encoder
   */
  static EncoderFile.Content read(String nameOrFile) {
    if (!NAMES.contains(nameOrFile)) {
      var file = Path.of(nameOrFile);
      if (!Files.exists(file)) {
        throw new DataException(
            "there is no encoder \"%s\": use the path of a file, or %s%s"
                .formatted(nameOrFile, String.join(", ", NAMES), NearestPath.suggestion(file)));
      }
      var sentences = SentenceTransformerFolder.find(file);
      if (sentences.isPresent()) {
        return sentences.get();
      }
      if (Files.isDirectory(file)) {
        throw new DataException(NearestPath.noFile(file));
      }
      return EncoderFile.read(file);
    }
    var resource = "pretrained/" + nameOrFile + ".zip";
    try (var stream = PretrainedEncoders.class.getResourceAsStream(resource)) {
      return EncoderFile.read(stream, nameOrFile);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the pretrained encoder " + nameOrFile, e);
    }
  }
}
