package dev.siamese.device;

import ai.djl.Device;
import dev.siamese.augment.RandomAffine;
import dev.siamese.distance.Distances;
import dev.siamese.loss.Contrastive;
import dev.siamese.loss.Triplet;
import dev.siamese.metrics.EmbeddingMetrics;
import dev.siamese.metrics.EmbeddingStatistics;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.mining.HardNegativeMiner;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.study.BatchLoss;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.training.Trainer;
import dev.siamese.training.TrainingConfig;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A training and an evaluation, run on any device. */
final class DeviceRuns {

  private DeviceRuns() {}

  static Map<String, Double> evaluate(Device device) {
    return FakeDevice.runOn(
        device,
        () -> {
          var data = new SyntheticGlyphs(1, 4, 3, 8).generate(new Seed(1));
          var trials = new EpisodeSampler(3, 1, 1).sample(data, 10, new Seed(2));
          try (var manager = Torch.manager(device)) {
            var x = DeviceContract.random(manager, 3, DeviceContract.N, DeviceContract.DIMENSIONS);
            var results = new LinkedHashMap<String, Double>();
            for (var distance : Distances.values()) {
              var metrics =
                  EmbeddingMetrics.of(x, DeviceContract.LABELS, distance, new Seed(4)).metrics();
              metrics.forEach((name, value) -> results.put(distance + " " + name, value));
              var answers = FewShotResult.evaluate(x, trials, distance);
              results.put(distance + " one-shot", answers.error().value());
            }
            results.putAll(
                EmbeddingStatistics.of(x, DeviceContract.LABELS, Distances.COSINE).metrics());
            results.put("loss", BatchLoss.compute(x, DeviceContract.LABELS, new Triplet()));
            results.put(
                "active fraction",
                new Contrastive().activeFraction(x, BatchLabels.of(DeviceContract.LABELS)));
            var hard = new HardNegativeMiner(Distances.EUCLIDEAN, 3).mine(x, DeviceContract.LABELS);
            results.put("hard negatives", (double) Arrays.deepHashCode(hard));
            return results;
          }
        });
  }

  /**
   * The outputs of a training.
   *
   * @param losses of its steps
   * @param embeddings where it was trained
   * @param loaded the embeddings of the saved encoder, on the CPU
   */
  record TrainedOutputs(float[] losses, float[] embeddings, float[] loaded) {}

  static TrainedOutputs train(Device device, Path file) {
    var data = new SyntheticGlyphs(2, 4, 4, 16).generate(new Seed(1));
    var trials = new EpisodeSampler(4, 1, 1).sample(data, 5, new Seed(2));
    var architecture = new ResidualCnn(List.of(8)).projected(8).l2Normalized();
    var trained =
        FakeDevice.runOn(
            device,
            () -> {
              try (var encoder =
                      Encoder.create(new ImageInput(16, true), architecture, device, new Seed(3));
                  var host = Torch.manager(Device.cpu())) {
                var history =
                    Trainer.builder()
                        .setEncoder(encoder)
                        .setData(data)
                        .setLoss(new Contrastive())
                        .setConfig(
                            TrainingConfig.defaults()
                                .withPkBatch(4, 4)
                                .withAugmentation(RandomAffine.HANDWRITING)
                                .withEpochs(3))
                        .optValidation(trials)
                        .build()
                        .train();
                encoder.save(file);
                var embeddings = encoder.embed(data, host).toFloatArray();
                return new TrainedOutputs(history.stepLosses(), embeddings, null);
              }
            });
    try (var encoder = Encoder.load(file, Device.cpu());
        var host = Torch.manager(Device.cpu())) {
      var loaded = encoder.embed(data, host).toFloatArray();
      return new TrainedOutputs(trained.losses, trained.embeddings, loaded);
    }
  }
}
