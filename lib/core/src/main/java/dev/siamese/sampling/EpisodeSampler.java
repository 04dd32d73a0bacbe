package dev.siamese.sampling;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Dataset;
import dev.siamese.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Draws N-way K-shot questions from a data set.
 *
 * @param ways N, the classes to choose from
 * @param shots K, the known samples of each class
 * @param queries how many samples of each class to name
 */
public record EpisodeSampler(int ways, int shots, int queries) {

  /** The usual examination on Omniglot: 20 ways, 1 shot, one query of each class. */
  public static final EpisodeSampler TWENTY_WAY_ONE_SHOT = new EpisodeSampler(20, 1, 1);

  public EpisodeSampler {
    if (ways < 2 || shots < 1 || queries < 1) {
      throw new IllegalArgumentException(
          "%d ways, %d shots, %d queries: at least 2, 1 and 1".formatted(ways, shots, queries));
    }
  }

  /**
   * Draws episodes whose classes all belong to one group, as Omniglot's official trials do; groups
   * with too few classes are left out.
   *
   * @throws IllegalArgumentException if no group has enough classes with enough samples
   */
  public <D extends Dataset> EpisodeSet<D> sampleWithinGroups(D data, int count, Seed seed) {
    var names = data.classes().stream().map(ClassInfo::group).distinct().toList();
    var pools = names.stream().map(name -> labels(data, name)).toList();
    return sampleFromPools(data, pools, count, seed);
  }

  /**
   * Draws episodes from all classes alike.
   *
   * @throws IllegalArgumentException if too few classes have enough samples
   */
  public <D extends Dataset> EpisodeSet<D> sample(D data, int count, Seed seed) {
    return sampleFromPools(
        data, List.of(IntStream.range(0, data.classes().size()).toArray()), count, seed);
  }

  /**
   * Draws episodes whose known samples are all of one group and whose queries are of another, such
   * as words by two speakers; a class of the one group answers to the class of the same name of the
   * other. Whoever asks them has to label by name alone.
   *
   * @throws IllegalArgumentException unless there are two groups, and every two of them have enough
   *     names in common with enough samples
   */
  public List<Episode> sampleAcrossGroups(Dataset data, int count, Seed seed) {
    var rows = IndicesByClass.of(data);
    var groups = new ArrayList<Map<String, int[]>>();
    for (var group : data.classes().stream().map(ClassInfo::group).distinct().toList()) {
      var byName = new TreeMap<String, int[]>();
      for (int label : labels(data, group)) {
        byName.put(data.classes().get(label).name(), rows.get(label));
      }
      groups.add(byName);
    }
    if (groups.size() < 2) {
      throw new IllegalArgumentException(
          "questions across groups need two of them, not " + groups.size());
    }
    var episodes = new ArrayList<Episode>();
    for (int e = 0; e < count; e++) {
      int known = e % groups.size();
      int asked = (known + 1 + e / groups.size() % (groups.size() - 1)) % groups.size();
      episodes.add(acrossEpisode(groups.get(known), groups.get(asked), seed.derive(e)));
    }
    return episodes;
  }

  private Episode acrossEpisode(Map<String, int[]> known, Map<String, int[]> asked, Seed seed) {
    var names =
        known.keySet().stream()
            .filter(name -> known.get(name).length >= shots)
            .filter(name -> asked.containsKey(name) && asked.get(name).length >= queries)
            .toList();
    if (names.size() < ways) {
      throw new IllegalArgumentException(
          "two groups have %d classes in common with %d and %d samples, not %d: lower the ways, shots or queries"
              .formatted(names.size(), shots, queries, ways));
    }
    var chosen = seed.permutation(names.size());
    var support = IntStream.builder();
    var query = IntStream.builder();
    for (int way = 0; way < ways; way++) {
      var name = names.get(chosen[way]);
      drawIndices(known.get(name), shots, seed.derive("support").derive(way)).forEach(support::add);
      drawIndices(asked.get(name), queries, seed.derive("query").derive(way)).forEach(query::add);
    }
    return new Episode(support.build().toArray(), query.build().toArray());
  }

  private static IntStream drawIndices(int[] rows, int count, Seed seed) {
    return Arrays.stream(seed.permutation(rows.length), 0, count).map(i -> rows[i]);
  }

  private static int[] labels(Dataset data, String group) {
    return IntStream.range(0, data.classes().size())
        .filter(label -> data.classes().get(label).group().equals(group))
        .toArray();
  }

  private <D extends Dataset> EpisodeSet<D> sampleFromPools(
      D data, List<int[]> pools, int count, Seed seed) {
    var rows = IndicesByClass.of(data);
    var usable =
        pools.stream()
            .map(
                pool ->
                    Arrays.stream(pool)
                        .filter(label -> rows.get(label).length >= shots + queries)
                        .toArray())
            .filter(pool -> pool.length >= ways)
            .toList();
    if (usable.isEmpty()) {
      throw new IllegalArgumentException(
          "no group has %d classes of at least %d samples: lower the ways, shots or queries"
              .formatted(ways, shots + queries));
    }
    var episodes = new ArrayList<Episode>();
    for (int e = 0; e < count; e++) {
      episodes.add(episode(usable.get(e % usable.size()), rows, seed.derive(e)));
    }
    return new EpisodeSet<>(data, episodes);
  }

  private Episode episode(int[] pool, List<int[]> rows, Seed seed) {
    var chosen = seed.permutation(pool.length);
    var support = IntStream.builder();
    var query = IntStream.builder();
    for (int way = 0; way < ways; way++) {
      int label = pool[chosen[way]];
      var mine = rows.get(label);
      var order = seed.derive(label).permutation(mine.length);
      for (int k = 0; k < shots + queries; k++) {
        (k < shots ? support : query).add(mine[order[k]]);
      }
    }
    return new Episode(support.build().toArray(), query.build().toArray());
  }
}
