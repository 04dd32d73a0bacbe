package dev.siamese.training;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.data.ClassLabel;
import dev.siamese.data.Sequences;
import dev.siamese.encoder.Architecture;
import dev.siamese.encoder.Encoder;
import dev.siamese.encoder.Recurrent;
import dev.siamese.encoder.Recurrent.Cell;
import dev.siamese.encoder.SequenceInput;
import dev.siamese.encoder.SignalCnn;
import dev.siamese.encoder.SignalInput;
import dev.siamese.encoder.SmallTransformer;
import dev.siamese.engine.Seed;
import dev.siamese.evaluation.OneShot;
import dev.siamese.loss.Triplet;
import dev.siamese.sampling.Episodes;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SequenceTrainingTest {

  private static final int CLASSES = 12;
  private static final Sequences DATA = tunes(12, 1);
  private static final Sequences UNSEEN = tunes(4, 2);

  /** Every class is a tune of three notes, held for as long as the player likes, with noise. */
  private static Sequences tunes(int samples, long seed) {
    var random = new Seed(seed).generator();
    var sequences = new float[CLASSES * samples][];
    for (int row = 0; row < sequences.length; row++) {
      int label = row / samples;
      var notes = new int[] {label % 3, label / 3 % 2, label / 6};
      int hold = 3 + random.nextInt(4);
      sequences[row] = new float[2 * 3 * hold];
      for (int step = 0; step < 3 * hold; step++) {
        int note = notes[step / hold];
        sequences[row][2 * step] = (float) (note - 1 + 0.3 * random.nextGaussian());
        sequences[row][2 * step + 1] = (float) random.nextGaussian();
      }
    }
    var labels = IntStream.range(0, sequences.length).map(row -> row / samples).toArray();
    var names =
        IntStream.range(0, CLASSES).mapToObj(c -> new ClassLabel("tune" + c, "tunes")).toList();
    return new Sequences(2, sequences, labels, names);
  }

  static List<Architecture> overTime() {
    return List.of(
        new SignalCnn(List.of(16, 16), 5),
        new Recurrent(Cell.GRU, 16, 1),
        new Recurrent(Cell.LSTM, 16, 1),
        new SmallTransformer(16, 2, 1, 32, 0, 18));
  }

  @ParameterizedTest
  @MethodSource("overTime")
  void encodersOfSequencesLearn(Architecture architecture) {
    var input =
        architecture instanceof SignalCnn ? new SignalInput(2, 18) : new SequenceInput(2, 18);
    var trials = new Episodes(CLASSES, 1, 1).anywhere(UNSEEN, 30, new Seed(4));
    try (var encoder =
        Encoder.create(input, architecture.normalized(), Device.cpu(), new Seed(3))) {
      double before = OneShot.ask(encoder, trials).error().value();
      Training.builder()
          .setEncoder(encoder)
          .setData(DATA)
          .setLoss(new Triplet())
          .optBatch(CLASSES, 6)
          .optEpochs(20)
          .optLearningRate(1e-2)
          .build()
          .run();
      double after = OneShot.ask(encoder, trials).error().value();
      assertTrue(after < 0.8 * before, "%s to %s".formatted(before, after));
    }
  }
}
