package dev.siamese.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import dev.siamese.distance.Distances;
import dev.siamese.loss.Contrastive;
import dev.siamese.loss.LossSpec;
import dev.siamese.loss.Triplet;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.metrics.PairDistances;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.tensor.Seed;
import dev.siamese.training.History;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RunResultTest {

  private static final Encoder ENCODER =
      Encoder.create(
          new ImageInput(8, true), new ResidualCnn(List.of(2)), Device.cpu(), new Seed(1));

  @AfterAll
  static void close() {
    ENCODER.close();
  }

  /** A run with so many wrong answers of ten. */
  private static RunResult result(LossSpec loss, int wrong) {
    var answers =
        IntStream.range(0, 10)
            .mapToObj(i -> new FewShotResult.Prediction(0, i, i, i >= wrong ? 1 : 0))
            .toList();
    var pairs = new PairDistances(new float[] {1}, new float[] {2});
    var oneShot = new FewShotResult(answers, pairs);
    return new RunResult(loss, ENCODER, new History(), oneShot, oneShot, 1);
  }

  @Test
  void meansAreTakenOverTheRunsOfEachLoss() {
    var contrastive = new Contrastive(Distances.EUCLIDEAN, 1);
    var table =
        RunResult.meansOverSeeds(
            List.of(
                result(contrastive, 2),
                result(new Triplet(), 5),
                result(contrastive, 4),
                result(contrastive, 3)));
    assertEquals(2, table.rowCount());
    assertEquals(
        "contrastive(negativeMargin=1.0, positiveMargin=0.0)", table.stringColumn("loss").get(0));
    assertEquals(3, table.doubleColumn("runs").get(0));
    assertEquals(0.3, table.doubleColumn("error").get(0), 1e-12);
    assertEquals(0.3 - 4.3026527 * 0.1 / Math.sqrt(3), table.doubleColumn("low").get(0), 1e-6);
    assertEquals(0.5, table.doubleColumn("error").get(1), 1e-12);
  }
}
