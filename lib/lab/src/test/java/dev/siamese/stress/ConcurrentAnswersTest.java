package dev.siamese.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.Embedder;
import dev.siamese.Siamese;
import dev.siamese.data.Dataset;
import dev.siamese.data.Sequences;
import dev.siamese.data.Targets;
import dev.siamese.match.Gallery;
import dev.siamese.model.Encoder;
import dev.siamese.model.Mlp;
import dev.siamese.model.SequenceInput;
import dev.siamese.search.DiskIndex;
import dev.siamese.search.MemoryIndex;
import dev.siamese.search.Metric;
import dev.siamese.search.VectorIndex;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 64 threads embed, verify, identify and search while another one enrols and adds. Weights and
 * samples are small whole numbers, so that sums are exact in any order and each answer must equal
 * the serial one in every bit; what is added is far from all queries. The profile {@code soak}
 * makes a million calls, or as many as {@code -Dcalls} says.
 */
class ConcurrentAnswersTest {

  private static final int THREADS = 64;
  private static final int SAMPLES = 40;
  private static final int DIMENSIONS = 8;
  private static final int MOST_ADDED = 50;

  @TempDir Path folder;

  private final float[][] samples = new float[SAMPLES][DIMENSIONS];
  private Encoder encoder;
  private Siamese model;
  private Embedder embedder;
  private Gallery gallery;
  private Siamese.Index images;
  private MemoryIndex memory;
  private DiskIndex disk;
  private float[][] embeddings;

  private void create() {
    var random = new Random(5);
    for (var sample : samples) {
      for (int i = 0; i < DIMENSIONS; i++) {
        sample[i] = random.nextInt(-20, 20);
      }
    }
    var input = SequenceInput.padded(1, DIMENSIONS);
    encoder = Encoder.create(input, new Mlp(List.of(16, 8)), Device.cpu(), new Seed(1));
    var weights = encoder.weights().state().values();
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.round(5 * weights[i]);
    }
    encoder.weights().loadState(new Weights.State(weights, new float[0]));
    encoder.setCard(encoder.card().withThreshold(100));
    model = Siamese.of(encoder);
    embedder = new Embedder(encoder);
    var all = data(samples);
    embeddings = model.embedAll(all);
    gallery = new Gallery(encoder);
    gallery.enroll(all);
    images = model.index(all);
    memory = new MemoryIndex(embeddings[0].length, Metric.EUCLIDEAN);
    disk = DiskIndex.open(folder.resolve("disk"), embeddings[0].length, Metric.EUCLIDEAN);
    for (var index : List.of(memory, disk)) {
      for (int i = 0; i < SAMPLES; i++) {
        index.add("s" + i, embeddings[i]);
      }
      index.commit();
    }
  }

  private static Dataset data(float[]... rows) {
    var names = IntStream.range(0, rows.length).mapToObj(i -> "c" + i % 10).toList();
    return new Sequences(1, rows, Targets.of(names));
  }

  /** What can be asked about a sample, each with an answer that has {@code equals}. */
  private List<IntFunction<Object>> questions() {
    return List.of(
        i -> list(embedder.embed(samples[i])),
        i -> list(model.embed(samples[i])),
        i -> model.verify(samples[i], samples[(i + 1) % SAMPLES]),
        i -> gallery.identify(data(samples[i])),
        i -> gallery.identify(embeddings[i], 3),
        i -> images.search(samples[i], 3),
        i -> memory.search(embeddings[i], 3),
        i -> disk.search(embeddings[i], 3));
  }

  private static List<Float> list(float[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> values[i]).toList();
  }

  private void askAll(int calls) throws Exception {
    create();
    var questions = questions();
    var answers = new Object[questions.size()][SAMPLES];
    for (int question = 0; question < questions.size(); question++) {
      Arrays.setAll(answers[question], questions.get(question));
      var distinct = new HashSet<>(Arrays.asList(answers[question]));
      assertTrue(distinct.size() >= 10, "the answers tell samples apart: " + distinct);
    }
    int arrays = Torch.liveTensorCount();
    var added = new AtomicBoolean();
    var ended = new AtomicBoolean();
    var pool = Executors.newFixedThreadPool(THREADS + 1);
    try {
      var adding = pool.submit(() -> add(added, ended));
      var threads = new ArrayList<Future<List<String>>>();
      for (int t = 0; t < THREADS; t++) {
        threads.add(pool.submit(asking(questions, answers, calls / THREADS)));
      }
      for (var thread : threads) {
        assertEquals(List.of(), thread.get(), "wrong answers");
      }
      ended.set(true);
      adding.get();
    } finally {
      ended.set(true);
      pool.shutdown();
      assertTrue(pool.awaitTermination(60, TimeUnit.SECONDS));
    }
    embedder.close(); // waits until the arrays of its last batch are closed
    assertTrue(added.get(), "nothing was added meanwhile");
    assertEquals(arrays, Torch.liveTensorCount(), "open arrays");
    List.of(memory, disk).forEach(VectorIndex::close);
    model.close();
  }

  private static Callable<List<String>> asking(
      List<IntFunction<Object>> questions, Object[][] answers, int calls) {
    return () -> {
      var random = new Random();
      var wrong = new ArrayList<String>();
      for (int call = 0; call < calls && wrong.isEmpty(); call++) {
        int question = random.nextInt(questions.size());
        int sample = random.nextInt(SAMPLES);
        var answer = questions.get(question).apply(sample);
        if (!answers[question][sample].equals(answer)) {
          wrong.add(
              "question %d about sample %d: %s, not %s"
                  .formatted(question, sample, answer, answers[question][sample]));
        }
      }
      return wrong;
    };
  }

  /** Adds what is far away, and removes it again, so that searches do not become slower. */
  private void add(AtomicBoolean added, AtomicBoolean ended) {
    for (int i = 0; !ended.get(); i++) {
      var far = new float[embeddings[0].length];
      Arrays.fill(far, 1e6f + i % MOST_ADDED);
      var name = "far" + i % MOST_ADDED;
      gallery.remove(name);
      gallery.enroll(name, far);
      for (var index : List.of(memory, disk)) {
        index.add(name, far);
        index.commit();
      }
      added.set(gallery.size() > SAMPLES && memory.size() > SAMPLES && disk.size() > SAMPLES);
    }
  }

  @Test
  void answersDoNotDependOnOtherThreads() throws Exception {
    askAll(4_000);
  }

  @Test
  @Tag("soak")
  void aMillionAnswersDoNotDependOnOtherThreads() throws Exception {
    askAll(Integer.getInteger("calls", 1_000_000));
  }
}
