package dev.siamese.embed;

import dev.siamese.catalog.AudioFolder;
import dev.siamese.data.AudioClips;
import dev.siamese.data.DataException;
import dev.siamese.data.Dataset;
import dev.siamese.data.ImageFolder;
import dev.siamese.data.Images;
import dev.siamese.model.EncoderCard;
import dev.siamese.tensor.internal.Archive;
import dev.siamese.tensor.internal.NearestPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Samples to embed, each read when it is needed.
 *
 * @param keys the path of each file from the folder, or the number of each row from 1
 * @param content what else than the keys tells the samples from others, such as the sizes of their
 *     files; only a job with the same continues an interrupted one
 * @param reader reads a sample
 */
public record EmbeddingInput(List<String> keys, String content, Reader reader) {

  /** Reads one sample. */
  @FunctionalInterface
  public interface Reader {

    /**
     * {@return a data set of one sample}
     *
     * @param row from 0
     * @throws DataException if it cannot be read
     */
    Dataset read(int row);
  }

  /**
   * {@return the result of work on the samples of a path, which are read while it runs}
   *
   * <ul>
   *   <li>a folder or zip file of images, or of WAV files, at any depth, or one such file
   *   <li>texts: a {@code .txt} file with one per line, or a column of a CSV or TSV file
   *   <li>records and rows of a table: a CSV file with the columns that the encoder was trained on
   *   <li>vectors: a CSV file of numbers, with or without a header
   *   <li>time series: a {@code .ts} file, or a CSV file of one series per row with a label
   * </ul>
   *
   * @param <T> the type of the result
   * @param path of the samples
   * @param column of the texts in a CSV file; empty to guess it
   * @param key column of the keys in a CSV file of records, rows, or texts in a named column; empty
   *     for the number of the row
   * @param card of the encoder, which tells what a CSV file holds and how its columns are written
   * @param work on the samples
   * @throws DataException if the path is missing, damaged or holds no samples that the encoder
   *     takes
   * @throws IllegalArgumentException if a column of keys is given for other samples
   */
  public static <T> T with(
      Path path,
      Optional<String> column,
      Optional<String> key,
      EncoderCard card,
      Function<EmbeddingInput, T> work) {
    if (!Files.exists(path)) {
      throw new DataException("there is no " + path + NearestPath.suggestion(path));
    }
    if (ImageFolder.isImage(path)) {
      return work.apply(new EmbeddingInput(List.of(name(path)), "", row -> Images.read(path)));
    }
    if (AudioFolder.isWav(path)) {
      return work.apply(new EmbeddingInput(List.of(name(path)), "", row -> AudioClips.read(path)));
    }
    if (Files.isDirectory(path) || name(path).toLowerCase(Locale.ROOT).endsWith(".zip")) {
      try {
        return Archive.read(path, folder -> work.apply(files(path, folder)));
      } catch (IOException | UncheckedIOException e) {
        throw new DataException("cannot read " + path, e);
      }
    }
    return work.apply(TableSamples.read(path, column, key, card));
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  /** Images, or sounds if there is no image. */
  private static EmbeddingInput files(Path path, Path folder) throws IOException {
    var images = Archive.files(folder, ImageFolder::isImage).files();
    if (!images.isEmpty()) {
      return files(folder, images, Images::read);
    }
    var sounds = Archive.files(folder, AudioFolder::isWav);
    if (sounds.files().isEmpty()) {
      throw new DataException(
          "%s has no image and no .wav file (%s)".formatted(path, sounds.toString()));
    }
    return files(folder, sounds.files(), AudioClips::read);
  }

  private static EmbeddingInput files(Path folder, List<Path> files, Function<Path, Dataset> reader)
      throws IOException {
    var keys =
        files.stream().map(file -> folder.relativize(file).toString().replace('\\', '/')).toList();
    var sizes = new long[files.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Files.size(files.get(i));
    }
    return new EmbeddingInput(keys, Arrays.toString(sizes), row -> reader.apply(files.get(row)));
  }
}
