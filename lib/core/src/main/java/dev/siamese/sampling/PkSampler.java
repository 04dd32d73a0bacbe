package dev.siamese.sampling;

import dev.siamese.data.Dataset;
import dev.siamese.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * P×K batches: K samples of each of P classes, so that every batch holds positives and negatives
 * for every anchor (Hermans, Beyer and Leibe 2017). Within an epoch each class comes up once.
 *
 * <p>Classes of one group, such as the characters of an alphabet, look more alike than those of
 * two. Drawn from few groups, they are the harder negatives, of the kind that an examination within
 * groups asks about. Harder still are those by the same hands: then a hand tells nothing.
 */
public final class PkSampler implements Sampler {

  private final List<int[]> indicesByClass;
  private final int classesPerBatch;
  private final int samplesPerClass;
  private final List<int[]> groups; // the classes of each
  private final int[] groupOfClass; // by whom the samples are drawn together; null if by itself
  private final int classesPerGroup;
  private final Seed seed;

  /**
   * Prepares draws with no regard to groups.
   *
   * @param classes P, the number of classes in a batch
   * @param samples K, the number of samples of each
   * @throws IllegalArgumentException as below
   */
  public PkSampler(Dataset data, int classes, int samples, Seed seed) {
    this(data, classes, samples, classes, false, seed);
  }

  /**
   * Prepares the draws.
   *
   * @param classes P, the number of classes in a batch
   * @param samples K, the number of samples of each
   * @param ofGroups about how many groups the classes of a batch are of, from 1 to P
   * @param sameHands whether the classes of a group show samples of the same numbers: for data
   *     whose n-th sample of every class of a group is by one hand, as Omniglot's is
   * @throws IllegalArgumentException if the data has fewer than P classes or a class fewer than K
   *     samples
   */
  public PkSampler(
      Dataset data, int classes, int samples, int ofGroups, boolean sameHands, Seed seed) {
    indicesByClass = IndicesByClass.of(data);
    if (classes < 2 || classes > indicesByClass.size()) {
      throw new IllegalArgumentException(
          "P = %d classes per batch, but the data has %d: P must be from 2 to that number"
              .formatted(classes, indicesByClass.size()));
    }
    if (samples < 2) {
      throw new IllegalArgumentException(
          "K = " + samples + " samples per class: without a second sample there is no positive");
    }
    for (int label = 0; label < indicesByClass.size(); label++) {
      if (indicesByClass.get(label).length < samples) {
        throw new IllegalArgumentException(
            "class %d (%s) has %d samples; K = %d needs at least %d: lower K or drop the class"
                .formatted(
                    label,
                    data.classes().get(label),
                    indicesByClass.get(label).length,
                    samples,
                    samples));
      }
    }
    if (ofGroups < 1 || ofGroups > classes) {
      throw new IllegalArgumentException(
          "the %d classes of a batch are of 1 to %d groups, not %d"
              .formatted(classes, classes, ofGroups));
    }
    this.classesPerBatch = classes;
    this.samplesPerClass = samples;
    classesPerGroup = classes / ofGroups;
    groups =
        IntStream.range(0, indicesByClass.size())
            .boxed()
            .collect(
                Collectors.groupingBy(
                    label -> data.classes().get(label).group(),
                    LinkedHashMap::new,
                    Collectors.toList()))
            .values()
            .stream()
            .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
            .toList();
    groupOfClass = sameHands ? groupOfClass() : null;
    this.seed = seed;
  }

  private int[] groupOfClass() {
    var numbers = new int[indicesByClass.size()];
    for (int g = 0; g < groups.size(); g++) {
      for (int label : groups.get(g)) {
        numbers[label] = g;
      }
    }
    return numbers;
  }

  @Override
  public int stepsPerEpoch() {
    return indicesByClass.size() / classesPerBatch;
  }

  @Override
  public Batch batch(long step) {
    var order = order(seed.derive(step / stepsPerEpoch()));
    int first = (int) (step % stepsPerEpoch()) * classesPerBatch;
    var draws = seed.derive("samples").derive(step);
    var rows = new int[classesPerBatch * samplesPerClass];
    var labels = new int[rows.length];
    for (int i = 0; i < rows.length; i += samplesPerClass) {
      int label = order[first + i / samplesPerClass];
      var mine = indicesByClass.get(label);
      int drawer = groupOfClass == null ? label : groupOfClass[label];
      var drawn = draws.derive(drawer).permutation(mine.length);
      for (int k = 0; k < samplesPerClass; k++) {
        rows[i + k] = mine[drawn[k]];
        labels[i + k] = label;
      }
    }
    return new Batch(rows, BatchLabels.of(labels));
  }

  /**
   * All classes in an order in which as many of a group follow each other as are to be together.
   */
  private int[] order(Seed epoch) {
    if (classesPerGroup == 1) {
      return epoch.permutation(indicesByClass.size());
    }
    var parts = new ArrayList<int[]>();
    for (int g = 0; g < groups.size(); g++) {
      var group = groups.get(g);
      var shuffled = IntStream.of(epoch.derive(g).permutation(group.length)).map(i -> group[i]);
      var labels = shuffled.toArray();
      for (int from = 0; from < labels.length; from += classesPerGroup) {
        parts.add(
            Arrays.copyOfRange(labels, from, Math.min(labels.length, from + classesPerGroup)));
      }
    }
    return IntStream.of(epoch.derive("parts").permutation(parts.size()))
        .mapToObj(parts::get)
        .flatMapToInt(IntStream::of)
        .toArray();
  }

  @Override
  public String toString() {
    return "PkSampler(classes=%d, samples=%d, classesPerGroup=%d, sharedSampleIndices=%s, %s)"
        .formatted(classesPerBatch, samplesPerClass, classesPerGroup, groupOfClass != null, seed);
  }
}
