import dev.siamese.data.DataException;
import dev.siamese.data.ImageFolder;
import dev.siamese.data.Images;
import dev.siamese.model.Encoder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of scripts that compare images. */
final class ImageOptions {

  private static final int EXAMINED = 20; // images of a folder

  @Option(
      names = "--force",
      description = "Compare images that are plainly unlike those that the encoder was trained on.")
  private boolean force;

  /**
   * Checks an image.
   *
   * @throws DataException if it is plainly unlike the training images
   */
  void check(Encoder encoder, Images image, Path file) {
    if (!force && encoder.card().outliers(image)[0]) {
      throw new DataException(
          file
              + " is plainly unlike the images that the encoder was trained on, so that distances to"
              + " it have no meaning: choose another encoder with --model, or add --force");
    }
  }

  /**
   * Checks up to 20 images of a folder.
   *
   * @throws DataException if most are plainly unlike the training images
   */
  void check(Encoder encoder, ImageFolder folder) {
    var entries = folder.entries();
    int count = force ? 0 : Math.min(EXAMINED, entries.size());
    int unlike = 0;
    for (int i = 0; i < count; i++) {
      try {
        var image = folder.read(entries.get(i * entries.size() / count).key());
        unlike += encoder.card().outliers(image)[0] ? 1 : 0;
      } catch (DataException e) {
        // the index skips and names it
      }
    }
    if (2 * unlike > count) {
      throw new DataException(
          "%d of %d images of %s are plainly unlike those that the encoder was trained on: choose another encoder with --model, or add --force"
              .formatted(unlike, count, folder.root()));
    }
  }
}
