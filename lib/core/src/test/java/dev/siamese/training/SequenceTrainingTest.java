package dev.siamese.training;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Sequences;
import dev.siamese.data.Targets;
import dev.siamese.loss.Triplet;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.model.Architecture;
import dev.siamese.model.BiRnn;
import dev.siamese.model.BiRnn.Cell;
import dev.siamese.model.Cnn1d;
import dev.siamese.model.Encoder;
import dev.siamese.model.SequenceInput;
import dev.siamese.model.TransformerEncoder;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.tensor.Seed;
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
        IntStream.range(0, CLASSES).mapToObj(c -> new ClassInfo("tune" + c, "tunes")).toList();
    return new Sequences(2, sequences, new Targets(labels, names));
  }

  static List<Architecture> overTime() {
    return List.of(
        new Cnn1d(List.of(16, 16), 5),
        new BiRnn(Cell.GRU, 16, 1),
        new BiRnn(Cell.LSTM, 16, 1),
        new TransformerEncoder(16, 2, 1, 32, 0, 18));
  }

  @ParameterizedTest
  @MethodSource("overTime")
  void encodersOfSequencesLearn(Architecture architecture) {
    var input =
        architecture instanceof Cnn1d
            ? SequenceInput.padded(2, 18)
            : SequenceInput.variableLength(2, 18);
    var trials = new EpisodeSampler(CLASSES, 1, 1).sample(UNSEEN, 30, new Seed(4));
    try (var encoder =
        Encoder.create(input, architecture.l2Normalized(), Device.cpu(), new Seed(3))) {
      double before = FewShotResult.evaluate(encoder, trials).error().value();
      Trainer.builder()
          .setEncoder(encoder)
          .setData(DATA)
          .setLoss(new Triplet())
          .setConfig(
              TrainingConfig.defaults()
                  .withPkBatch(CLASSES, 6)
                  .withEpochs(20)
                  .withLearningRate(1e-2))
          .build()
          .train();
      double after = FewShotResult.evaluate(encoder, trials).error().value();
      assertTrue(after < 0.8 * before, "%s to %s".formatted(before, after));
    }
  }
}
