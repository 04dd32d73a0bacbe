package dev.siamese.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.data.Images;
import dev.siamese.model.Architecture;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses that are created for the classes and the embeddings of a training. */
class CreatedLossTest {

  private static final Images DATA = new SyntheticGlyphs(2, 6, 4, 24).generate(new Seed(1));
  private static final TrainingConfig CONFIG =
      TrainingConfig.defaults().withPkBatch(4, 2).withEpochs(1).withStepsPerEpoch(2);

  /** With features, an embedding is longer after the training than in it. */
  private static Encoder encoder(boolean features) {
    var input = new ImageInput(24, true);
    var network = new ResidualCnn(List.of(4)).projected(8).l2Normalized();
    var architecture =
        features
            ? network.withWhitenedFeatures(Architecture.identity(), 4, 0.5, 1).fit(DATA, input)
            : network;
    return Encoder.create(input, architecture, Device.cpu(), new Seed(1));
  }

  private static History train(Encoder encoder, String loss) {
    var config = CONFIG.with("loss", loss);
    assertEquals(config, TrainingConfig.parse(config.toString()));
    return Trainer.builder().setEncoder(encoder).setData(DATA).setConfig(config).build().train();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy-anchor",
        "softmax-classifier",
        "binary-cross-entropy",
        "info-nce + 0.5*proxy-anchor",
        "proxy-anchor + 0.02*norm-penalty(p=2)"
      })
  void isTrainedAsANameAlsoInASum(String loss) {
    try (var encoder = encoder(false)) {
      assertEquals(2, train(encoder, loss).stepLosses().length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy-anchor", "softmax-classifier", "info-nce + 0.5*proxy-anchor"})
  void isOfTheLengthInTraining(String loss) {
    try (var encoder = encoder(true)) {
      var buffers = encoder.weights().state().buffers();
      assertTrue(buffers.length > 0);
      assertEquals(2, train(encoder, loss).stepLosses().length);
    }
  }

  @Test
  void aLearnedDistanceIsNotOfEmbeddingsWithFeatures() {
    try (var encoder = encoder(true)) {
      var thrown =
          assertThrows(
              IllegalArgumentException.class, () -> train(encoder, "binary-cross-entropy"));
      assertTrue(thrown.getMessage().contains("without features"), thrown.getMessage());
    }
  }
}
