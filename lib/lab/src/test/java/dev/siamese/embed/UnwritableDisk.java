package dev.siamese.embed;

import ai.djl.Device;
import dev.siamese.chart.Figure;
import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.doctor.UserMessage;
import dev.siamese.loss.InfoNce;
import dev.siamese.match.Gallery;
import dev.siamese.match.ImageIndex;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.Mlp;
import dev.siamese.report.HtmlPage;
import dev.siamese.study.ResultLog;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.table.Tables;
import dev.siamese.tensor.Seed;
import dev.siamese.training.Trainer;
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A process that writes each kind of file, and writes it again when the disk is full, or the folder
 * and what is in it read-only.
 */
final class UnwritableDisk {

  private final Path folder;
  private final boolean isFull;
  private final Path filler;
  private int left = 4096; // bytes on the full disk, fewer than a file needs

  private UnwritableDisk(Path folder, boolean isFull) {
    this.folder = folder;
    this.isFull = isFull;
    filler = folder.resolve("filler");
  }

  /** Arguments: the folder, one of images, and {@code full} or {@code read-only}. */
  public static void main(String[] args) throws IOException {
    var disk = new UnwritableDisk(Path.of(args[0]), args[2].equals("full"));
    try (var encoder =
        Encoder.create(new ImageInput(16, true), new Mlp(List.of(64)), Device.cpu(), new Seed(1))) {
      disk.check("encoder", encoder::save);
      disk.check("safetensors", encoder::exportWeights);
      disk.check("onnx", encoder::exportOnnx);
      var gallery = new Gallery(encoder);
      IntStream.range(0, 200).forEach(i -> gallery.enroll("person " + i, embedding(i)));
      disk.check("gallery", gallery::save);
      disk.check("index", file -> index(encoder, Path.of(args[1]), file));
      for (var format : List.of("csv", "npy", "parquet")) {
        disk.check("embeddings." + format, file -> embed(encoder, file));
      }
      disk.train(encoder);
    }
    var matcher = KilledWriter.matcher();
    disk.left = 0;
    disk.check("matcher", matcher::save);
    disk.left = 4096;
    var cells = Collections.nCopies(1000, List.of("a, \"quoted\" cell"));
    var table = Csv.of("table", List.of("column"), cells);
    disk.check("table", table::write);
    disk.check("table.csv", file -> Tables.write(Tables.of(table), file));
    disk.check("page.html", new HtmlPage("title").text("x".repeat(9000))::save);
    disk.check("image.png", file -> Figure.save(noise(), file));
    disk.check("results.csv", file -> new ResultLog(file).add(Map.of("text", "x".repeat(9000))));
  }

  /** Writes a file. */
  private interface Writer {
    void write(Path file) throws IOException;
  }

  private void check(String name, Writer writer) throws IOException {
    var file = folder.resolve(name);
    writer.write(file);
    var before = Files.readAllBytes(file);
    var files = files();
    setWritable(false);
    var message = "nothing";
    try {
      writer.write(file);
    } catch (RuntimeException e) {
      message = UserMessage.of(e);
    }
    var after = Files.readAllBytes(file);
    setWritable(true);
    var left = files();
    left.removeAll(files);
    left.remove(Path.of(file + ".part")); // of a job that goes on
    writer.write(file);
    boolean isSame = Arrays.equals(before, after);
    System.out.printf("%s: old file %s, left %s, %s%n", name, isSame, left, message);
    for (var each : files()) {
      Files.delete(each);
    }
  }

  private Set<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.collect(Collectors.toSet());
    }
  }

  private void setWritable(boolean writable) throws IOException {
    if (isFull && writable) {
      Files.delete(filler);
    } else if (isFull) {
      fill();
    } else {
      var all = files();
      all.add(folder);
      var permissions = PosixFilePermissions.fromString(writable ? "rwxr-xr-x" : "r-xr-xr-x");
      for (var each : all) {
        Files.setPosixFilePermissions(each, permissions);
      }
    }
  }

  /** Fills the disk up to some bytes. */
  private void fill() {
    try (var channel =
        FileChannel.open(filler, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      try {
        while (true) {
          channel.write(ByteBuffer.allocate(1024));
        }
      } catch (IOException e) {
        channel.truncate(channel.size() - left);
      }
    } catch (IOException e) {
      throw new DataException("cannot fill the disk", e);
    }
  }

  private static float[] embedding(int seed) {
    var random = new Random(seed);
    var vector = new float[64];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = random.nextFloat();
    }
    return vector;
  }

  private static void embed(Encoder encoder, Path file) {
    var keys = IntStream.range(0, 100).mapToObj(String::valueOf).toList();
    var input = new EmbeddingInput(keys, "", UnwritableDisk::image);
    new EmbeddingJob(encoder, file, (done, total) -> {}, DataException::raise).run(input);
  }

  private static Images image(int row) {
    var pixels = new byte[256];
    new Random(row).nextBytes(pixels);
    return new Images(16, 16, pixels, Targets.of("a"));
  }

  private static BufferedImage noise() {
    var image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    var random = new Random(1);
    for (int i = 0; i < 64 * 64; i++) {
      image.setRGB(i % 64, i / 64, random.nextInt());
    }
    return image;
  }

  /** The images have another time, so that the index is written again. */
  private static void index(Encoder encoder, Path images, Path file) throws IOException {
    for (int i = 0; i < 40; i++) {
      Files.writeString(images.resolve(i + ".pgm"), "P2 2 2 255 %d 2 3 4".formatted(i));
    }
    ImageIndex.open(images, file, encoder);
  }

  /** The disk refuses from the tenth step on; the same training then goes on. */
  private void train(Encoder encoder) throws IOException {
    var start = encoder.weights().state();
    train(encoder, folder.resolve("whole"), 0);
    var whole = encoder.weights().state().values();
    Files.delete(folder.resolve("whole"));
    encoder.weights().loadState(start);
    var file = folder.resolve("checkpoint");
    var message = "nothing";
    try {
      train(encoder, file, 10);
    } catch (RuntimeException e) {
      message = UserMessage.of(e);
    }
    var files = files();
    files.removeAll(Set.of(file, filler));
    setWritable(true);
    encoder.weights().loadState(start);
    train(encoder, file, 0);
    boolean isSame = Arrays.equals(whole, encoder.weights().state().values());
    System.out.printf("checkpoint: old file %s, left %s, %s%n", isSame, files, message);
    Files.delete(file);
  }

  private void train(Encoder encoder, Path checkpoint, int refusedFrom) {
    Trainer.builder()
        .setEncoder(encoder)
        .setData(new SyntheticGlyphs(2, 4, 4, 16).generate(new Seed(1)))
        .setLoss(new InfoNce())
        .setConfig(TrainingConfig.defaults().withPkBatch(4, 2).withEpochs(1).withStepsPerEpoch(20))
        .optCheckpoint(checkpoint)
        .optCheckpointInterval(Duration.ZERO)
        .optListener(
            new TrainingListener() {
              @Override
              public void onStep(Progress progress) {
                try {
                  if (progress.step() == refusedFrom) {
                    setWritable(false);
                  }
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            })
        .build()
        .train();
  }
}
