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
 * P×K batches: K samples of each of P classes, so that every row has positives and negatives
 * (Hermans, Beyer and Leibe 2017; pytorch-metric-learning's MPerClassSampler). Every class occurs
 * at most once per epoch.
 *
 * <p>Classes of one group, such as the characters of an alphabet, are more similar than classes of
 * different groups. Batches from few groups therefore have harder negatives, of the kind that
 * occurs in within-group evaluation. With shared sample indices the negatives are by the same
 * drawer, so that style does not separate them.
 */
public final class PkSampler implements Sampler {

  private final Dataset data;
  private final List<int[]> indicesByClass;
  private final int classesPerBatch;
  private final int samplesPerClass;
  private final int groupsPerBatch;
  private final boolean sharedSampleIndices;
  private final List<int[]> classesByGroup;
  private final int[] groupOfClass;
  private final Seed seed;

  /**
   * Batches of classes of any group.
   *
   * @param data the data set
   * @param classesPerBatch P
   * @param samplesPerClass K
   * @param seed of the draws
   * @throws IllegalArgumentException if the data has fewer than P classes or a class fewer than K
   *     samples
   */
  public PkSampler(Dataset data, int classesPerBatch, int samplesPerClass, Seed seed) {
    this(data, classesPerBatch, samplesPerClass, classesPerBatch, false, seed);
  }

  private PkSampler(
      Dataset data,
      int classesPerBatch,
      int samplesPerClass,
      int groupsPerBatch,
      boolean sharedSampleIndices,
      Seed seed) {
    indicesByClass = IndicesByClass.of(data);
    if (classesPerBatch < 2 || classesPerBatch > indicesByClass.size()) {
      throw new IllegalArgumentException(
          "classesPerBatch must be from 2 to the number of classes (%d), not %d"
              .formatted(indicesByClass.size(), classesPerBatch));
    }
    if (samplesPerClass < 2) {
      throw new IllegalArgumentException(
          "samplesPerClass must be at least 2, not %d: one sample has no positive"
              .formatted(samplesPerClass));
    }
    if (groupsPerBatch < 1 || groupsPerBatch > classesPerBatch) {
      throw new IllegalArgumentException(
          "groupsPerBatch must be from 1 to classesPerBatch (%d), not %d"
              .formatted(classesPerBatch, groupsPerBatch));
    }
    for (int label = 0; label < indicesByClass.size(); label++) {
      int size = indicesByClass.get(label).length;
      if (size < samplesPerClass) {
        throw new IllegalArgumentException(
            "class %d (%s) has %d samples, fewer than samplesPerClass (%d): lower samplesPerClass or remove the class"
                .formatted(label, data.classes().get(label), size, samplesPerClass));
      }
    }
    this.data = data;
    this.classesPerBatch = classesPerBatch;
    this.samplesPerClass = samplesPerClass;
    this.groupsPerBatch = groupsPerBatch;
    this.sharedSampleIndices = sharedSampleIndices;
    this.seed = seed;
    classesByGroup =
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
    groupOfClass = groupOfClass();
  }

  /**
   * {@return the same batches from fewer groups}
   *
   * @param groupsPerBatch the approximate number of groups in a batch, from 1 to P
   */
  public PkSampler withGroupsPerBatch(int groupsPerBatch) {
    return new PkSampler(
        data, classesPerBatch, samplesPerClass, groupsPerBatch, sharedSampleIndices, seed);
  }

  /**
   * {@return the same batches with the same sample indices for all classes of a group, or not} For
   * data in which the n-th sample of every class of a group is by the same person, such as
   * Omniglot. Default: false.
   *
   * @param sharedSampleIndices whether the classes of a group share them
   */
  public PkSampler withSharedSampleIndices(boolean sharedSampleIndices) {
    return new PkSampler(
        data, classesPerBatch, samplesPerClass, groupsPerBatch, sharedSampleIndices, seed);
  }

  private int[] groupOfClass() {
    var result = new int[indicesByClass.size()];
    for (int group = 0; group < classesByGroup.size(); group++) {
      for (int label : classesByGroup.get(group)) {
        result[label] = group;
      }
    }
    return result;
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
    var indices = new int[classesPerBatch * samplesPerClass];
    var labels = new int[indices.length];
    for (int i = 0; i < indices.length; i += samplesPerClass) {
      int label = order[first + i / samplesPerClass];
      var ofClass = indicesByClass.get(label);
      int stream = sharedSampleIndices ? groupOfClass[label] : label;
      var permutation = draws.derive(stream).permutation(ofClass.length);
      for (int k = 0; k < samplesPerClass; k++) {
        indices[i + k] = ofClass[permutation[k]];
        labels[i + k] = label;
      }
    }
    return new Batch(indices, BatchLabels.of(labels));
  }

  /** All classes in random order, with the classes of a group in runs as long as a batch needs. */
  private int[] order(Seed epoch) {
    int classesPerGroup = classesPerBatch / groupsPerBatch;
    if (classesPerGroup == 1) {
      return epoch.permutation(indicesByClass.size());
    }
    var runs = new ArrayList<int[]>();
    for (int g = 0; g < classesByGroup.size(); g++) {
      var group = classesByGroup.get(g);
      var shuffled =
          IntStream.of(epoch.derive(g).permutation(group.length)).map(i -> group[i]).toArray();
      for (int from = 0; from < shuffled.length; from += classesPerGroup) {
        runs.add(
            Arrays.copyOfRange(shuffled, from, Math.min(shuffled.length, from + classesPerGroup)));
      }
    }
    return IntStream.of(epoch.derive("parts").permutation(runs.size()))
        .mapToObj(runs::get)
        .flatMapToInt(IntStream::of)
        .toArray();
  }

  @Override
  public String toString() {
    return "PkSampler(classesPerBatch=%d, samplesPerClass=%d, groupsPerBatch=%d, sharedSampleIndices=%s, %s)"
        .formatted(classesPerBatch, samplesPerClass, groupsPerBatch, sharedSampleIndices, seed);
  }
}
