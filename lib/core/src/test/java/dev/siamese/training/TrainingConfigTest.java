package dev.siamese.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.augment.Augmentation;
import dev.siamese.augment.RandomAffine;
import dev.siamese.augment.RandomFlip;
import dev.siamese.data.TabularDataset;
import dev.siamese.data.Targets;
import dev.siamese.distance.Distances;
import dev.siamese.loss.Circle;
import dev.siamese.loss.InfoNce;
import dev.siamese.loss.ProxyAnchor;
import dev.siamese.loss.Triplet;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingConfigTest {

  private static final TrainingConfig CONFIG =
      TrainingConfig.defaults()
          .withInput(new ImageInput(28, true))
          .withArchitecture(new ResidualCnn(List.of(4, 8)).projected(16).l2Normalized())
          .withAugmentation(new RandomFlip(0.5, 0), RandomAffine.HANDWRITING)
          .withLoss(new Triplet());

  @Test
  void whatIsPrintedCanBeParsed() {
    assertEquals(CONFIG, TrainingConfig.parse(CONFIG.toString()));
    var defaults = TrainingConfig.defaults();
    assertEquals(defaults, TrainingConfig.parse(defaults.toString()));
    var constant = CONFIG.withLearningRateSchedule(LearningRateSchedule.CONSTANT);
    assertEquals(constant, TrainingConfig.parse(constant.toString()));
  }

  @Test
  void missingKeysHaveDefaults() {
    assertEquals(TrainingConfig.defaults(), TrainingConfig.parse("{}"));
    assertEquals(
        TrainingConfig.defaults().withEpochs(3).withLoss(new ProxyAnchor()),
        TrainingConfig.parse("{\"epochs\": 3, \"loss\": \"proxy-anchor\"}"));
  }

  @Test
  void everyValueCanBeChangedByItsPath() {
    var changed =
        CONFIG
            .with("learningRate", "0.5")
            .with("input.size", "20")
            .with("augmentation.1.degrees", "25")
            .with("architecture.backbone.backbone.channels", "[6]")
            .with("loss.margin", "0.3")
            .with("loss.distance", "cosine");
    assertEquals(0.5, changed.learningRate());
    assertEquals(new ImageInput(20, true), changed.input());
    assertEquals(new RandomAffine(25, 0.06, 0.15, 0.15), changed.augmentation().get(1));
    assertEquals(new ResidualCnn(List.of(6)).projected(16).l2Normalized(), changed.architecture());
    assertEquals(new Triplet(Distances.COSINE, 0.3, new Triplet().miner()), changed.loss());
    assertEquals(new Circle(), CONFIG.with("loss", "circle").loss());
    assertEquals(
        LearningRateSchedule.CONSTANT,
        CONFIG
            .with(
                "learningRateSchedule",
                "{\"type\": \"LearningRateSchedules\", \"value\": \"CONSTANT\"}")
            .learningRateSchedule());
  }

  @Test
  void unknownKeysAreNamedWithTheAllowedOnes() {
    assertMessageContains(
        () -> TrainingConfig.parse("{\"learning_rate\": 1}"), "\"learning_rate\"", "learningRate");
    assertMessageContains(() -> CONFIG.with("speed", "1"), "\"speed\"", "learningRate");
    assertMessageContains(() -> CONFIG.with("input.sice", "1"), "\"sice\"", "size");
    assertMessageContains(() -> CONFIG.with("augmentation.2.degrees", "1"), "augmentation.2");
    assertMessageContains(() -> CONFIG.with("loss.margins", "1"), "\"margins\"", "margin");
    assertMessageContains(() -> CONFIG.with("loss", "hope"), "\"hope\"", "triplet");
    assertMessageContains(() -> CONFIG.with("architecture.type", "NoSuchNet"), "NoSuchNet");
  }

  @Test
  void invalidValuesAreNamed() {
    assertMessageContains(() -> CONFIG.with("input.size", "0"), "0");
    assertMessageContains(() -> CONFIG.with("epochs", "0"), "epochs", "0");
    assertMessageContains(() -> CONFIG.withLearningRate(Double.NaN), "learningRate", "NaN");
    assertMessageContains(
        () -> CONFIG.withLearningRate(Double.POSITIVE_INFINITY), "learningRate", "Infinity");
    assertMessageContains(() -> CONFIG.withEmaDecay(1), "emaDecay", "1.0");
    assertMessageContains(() -> CONFIG.withPkBatch(1, 4), "classesPerBatch", "1");
    assertMessageContains(() -> TrainingConfig.parse("[]"), "JSON");
  }

  @Test
  void batchesAreFittedToSmallData() {
    var config = TrainingConfig.defaults().withPkBatch(22, 4).withGroupsPerBatch(10);
    var small = TabularDataset.of(new float[9][1], Targets.of(0, 0, 0, 0, 1, 1, 1, 2, 2));
    var fitted = config.fitTo(small);
    assertEquals(config.withPkBatch(3, 2).withGroupsPerBatch(3), fitted);
    assertEquals(fitted, fitted.fitTo(small));
    var single = TabularDataset.of(new float[3][1], Targets.of(0, 0, 1));
    assertEquals(2, config.fitTo(single).samplesPerClass()); // the sampler refuses and names it
    var labels = IntStream.range(0, 120).map(i -> i % 30).toArray();
    var large = TabularDataset.of(new float[120][1], Targets.of(labels));
    assertEquals(config, config.fitTo(large));
  }

  @Test
  void theDistanceOfVersion01IsThatOfTheLoss() {
    var old =
        TrainingConfig.parse(
            "{\"loss\": \"info-nce(temperature=0.2)\", \"classes\": 8,"
                + " \"distance\": {\"type\": \"Distances\", \"value\": \"EUCLIDEAN\"}}");
    assertEquals(new InfoNce(Distances.EUCLIDEAN, 0.2), old.loss());
    assertEquals(8, old.classesPerBatch());
  }

  @Test
  void aLambdaIsPrintedButCannotBeParsed() {
    Augmentation lambda = (batch, random) -> batch.neg();
    var text = CONFIG.withAugmentation(lambda).toString();
    assertNotEquals(CONFIG.toString(), text);
    assertThrows(IllegalArgumentException.class, () -> TrainingConfig.parse(text));
  }

  private static void assertMessageContains(Runnable mistake, String... texts) {
    var error = assertThrows(IllegalArgumentException.class, mistake::run);
    for (var text : texts) {
      assertTrue(error.getMessage().contains(text), error.getMessage());
    }
  }
}
