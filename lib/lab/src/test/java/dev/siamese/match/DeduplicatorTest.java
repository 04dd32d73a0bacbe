package dev.siamese.match;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.augment.RecordCorruption;
import dev.siamese.data.Records;
import dev.siamese.distance.Distances;
import dev.siamese.distance.PairwiseDistances;
import dev.siamese.metrics.PairMetrics;
import dev.siamese.metrics.PairMetrics.IdPair;
import dev.siamese.model.Encoder;
import dev.siamese.model.FieldEmbeddingBag;
import dev.siamese.model.RecordInput;
import dev.siamese.synthetic.SyntheticPeople;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeduplicatorTest {

  private static final Records PEOPLE = new SyntheticPeople(60).generate(new Seed(1));
  private static final Records TWICE = new RecordCorruption(1, 1).augment(PEOPLE, 1, new Seed(2));

  private final Encoder encoder =
      Encoder.create(
          RecordInput.of(SyntheticPeople.FIELDS),
          new FieldEmbeddingBag(1 << 14, 16),
          Device.cpu(),
          new Seed(3));

  private void threshold(double value) {
    encoder.setCard(encoder.card().withDistance(Distances.COSINE).withThreshold(value));
  }

  @AfterEach
  void close() {
    encoder.close();
  }

  @Test
  void copiesWithOneErrorAreFound() {
    threshold(0.15);
    var found = new Deduplicator(encoder).duplicates(TWICE);
    var pairs = new HashSet<IdPair>();
    for (var duplicate : found) {
      pairs.add(duplicate.pair());
      assertTrue(duplicate.distance() >= 0 && duplicate.cluster() >= 1);
    }
    assertEquals(found.size(), pairs.size());
    var missed = PairMetrics.truePairs(TWICE);
    missed.removeAll(pairs);
    assertTrue(missed.size() <= 6, "missed: " + missed);
    assertTrue(pairs.size() <= 70, "found: " + pairs);
  }

  @Test
  void withoutPairsWithinTheThresholdThereAreNoDuplicates() {
    threshold(-1);
    assertEquals(List.of(), new Deduplicator(encoder).duplicates(TWICE));
  }

  @Test
  void aThresholdIsNeeded() {
    assertThrows(IllegalStateException.class, () -> new Deduplicator(encoder).duplicates(TWICE));
  }

  @Test
  void crossJoinPairsRecordsOfDifferentCollections() {
    threshold(1);
    var left = PEOPLE.select(0, 1, 2, 3, 4);
    var candidates = CandidatePairs.crossJoin(encoder, left, PEOPLE, 2);
    for (int i = 0; i < candidates.size(); i++) {
      assertTrue(candidates.first()[i] < 5 && candidates.second()[i] >= 5);
      assertTrue(i == 0 || candidates.distances()[i - 1] <= candidates.distances()[i]);
    }
    assertEquals(5, candidates.oneToOne().size());
    assertTrue(candidates.size() > 60 && candidates.size() <= 130, "" + candidates.size());
    assertEquals(5, candidates.toPairDistances().positive().length);
  }

  /** On a line: 0, 1, 2, 3 are each near the next; 10 and 10.5 are far away. */
  @Test
  void aChainIsNotOneCluster() {
    try (var manager = Torch.manager(Device.cpu())) {
      var line = manager.create(new float[] {0, 1, 2.1f, 3.3f, 10, 10.5f}, new Shape(6, 1));
      var distances = new PairwiseDistances(line, Distances.EUCLIDEAN);
      var records = PEOPLE.select(0, 1, 2, 3, 4, 5);
      var pairs =
          CandidatePairs.selfJoin(records, line, Distances.EUCLIDEAN, 3).withinThreshold(1.5);
      assertArrayEquals(new int[] {4, 0, 1, 2}, pairs.first());
      // 4–5 at 0.5, 0–1 at 1; 2 is at 1.1 from 1 but at 1.6 from both; 2–3 at 1.2
      assertEquals(
          List.of(List.of(0, 1), List.of(2, 3), List.of(4, 5)),
          AverageLinkage.cluster(pairs, distances, 1.5));
      assertEquals(
          List.of(List.of(0, 1, 2, 3), List.of(4, 5)),
          AverageLinkage.cluster(
              CandidatePairs.selfJoin(records, line, Distances.EUCLIDEAN, 3).withinThreshold(2.5),
              distances,
              2.5));
    }
  }
}
