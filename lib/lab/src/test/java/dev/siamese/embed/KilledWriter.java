package dev.siamese.embed;

import ai.djl.Device;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.match.Gallery;
import dev.siamese.match.RecordMatcher;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.study.ResultLog;
import dev.siamese.synthetic.SyntheticPeople;
import dev.siamese.table.Tables;
import dev.siamese.tensor.Seed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A process that writes files until it is killed; it prints a line for each, or for each batch. */
final class KilledWriter {

  static final int SAMPLES = 1500;
  static final int ENROLLED = 1000;
  static final double[] THRESHOLDS = {0.25, 0.75};

  private KilledWriter() {}

  /** What the process writes. */
  enum Work {
    EMBEDDINGS,
    GALLERY,
    MATCHER,
    RESULTS
  }

  public static void main(String[] args) {
    // runs no longer than the test
    ProcessHandle.current()
        .parent()
        .ifPresent(test -> test.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
    var file = Path.of(args[1]);
    try (var encoder = encoder()) {
      switch (Work.valueOf(args[0])) {
        case EMBEDDINGS -> {
          while (true) {
            embed(encoder, file);
            System.out.println("saved");
          }
        }
        case GALLERY -> enroll(encoder, file);
        case MATCHER -> {
          var matcher = matcher();
          for (int i = 0; ; i++) {
            matcher.withThreshold(THRESHOLDS[i % 2]).save(file);
            System.out.println(i);
          }
        }
        case RESULTS -> {
          var log = new ResultLog(file);
          for (int i = log.read().rowCount(); ; i++) {
            log.add(row(i));
            Tables.write(log.read(), file.resolveSibling("table.csv"));
            System.out.println(i);
          }
        }
      }
    }
  }

  static Encoder encoder() {
    var network = new ResidualCnn(List.of(4)).projected(4).l2Normalized();
    return Encoder.create(new ImageInput(8, true), network, Device.cpu(), new Seed(3));
  }

  static void embed(Encoder encoder, Path file) {
    var keys = IntStream.range(0, SAMPLES).mapToObj(i -> "image " + i).toList();
    var input = new EmbeddingInput(keys, "", KilledWriter::image);
    new EmbeddingJob(encoder, file, (done, total) -> System.out.println(done), DataException::raise)
        .run(input);
  }

  private static Images image(int row) {
    var pixels = new byte[64];
    new Random(row).nextBytes(pixels);
    return new Images(8, 8, pixels, Targets.of("a"));
  }

  /** Saves one of two galleries in turn. */
  private static void enroll(Encoder encoder, Path file) {
    var galleries = List.of(new Gallery(encoder), new Gallery(encoder));
    for (int sample = 0; sample < ENROLLED; sample++) {
      galleries.get(0).enroll("person " + sample, embedding(0));
      galleries.get(1).enroll("person " + sample, embedding(1));
    }
    for (int i = 0; ; i++) {
      galleries.get(i % 2).save(file);
      System.out.println(i);
    }
  }

  static float[] embedding(int round) {
    return round % 2 == 0 ? new float[] {1, 0, 0, 0} : new float[] {0, 1, 0, 0};
  }

  static RecordMatcher matcher() {
    return RecordMatcher.unsupervised(new SyntheticPeople(60).generate(new Seed(1)));
  }

  static Map<String, Object> row(int i) {
    return Map.of("text", "a, \"quoted\" text " + i);
  }
}
