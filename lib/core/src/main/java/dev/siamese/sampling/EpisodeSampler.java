package dev.siamese.sampling;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Dataset;
import dev.siamese.sampling.EpisodeSet.Episode;
import dev.siamese.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Samples N-way K-shot episodes from a data set.
 *
 * @param ways N, the number of classes in an episode
 * @param shots K, the number of support samples of each class
 * @param queries the number of query samples of each class
 */
public record EpisodeSampler(int ways, int shots, int queries) {

  /** The standard protocol on Omniglot: 20 ways, 1 shot, 1 query of each class. */
  public static final EpisodeSampler TWENTY_WAY_ONE_SHOT = new EpisodeSampler(20, 1, 1);

  /**
   * Checks the values.
   *
   * @param ways N, the number of classes in an episode
   * @param shots K, the number of support samples of each class
   * @param queries the number of query samples of each class
   * @throws IllegalArgumentException if a value is out of its range
   */
  public EpisodeSampler {
    if (ways < 2 || shots < 1 || queries < 1) {
      throw new IllegalArgumentException(
          "ways must be at least 2, shots and queries at least 1, not %d, %d and %d"
              .formatted(ways, shots, queries));
    }
  }

  /**
   * Episodes whose classes all belong to one group, as in Omniglot's official trials. Groups with
   * too few classes are left out.
   *
   * @param <D> the type of the data set
   * @param data the data set
   * @param count the number of episodes
   * @param seed of the random draws
   * @return {@code count} episodes
   * @throws IllegalArgumentException if no group has enough classes with enough samples
   */
  public <D extends Dataset> EpisodeSet<D> sampleWithinGroups(D data, int count, Seed seed) {
    var names = data.classes().stream().map(ClassInfo::group).distinct().toList();
    var pools = names.stream().map(name -> labels(data, name)).toList();
    return sampleFromPools(data, pools, count, seed);
  }

  /**
   * Episodes with classes of any group.
   *
   * @param <D> the type of the data set
   * @param data the data set
   * @param count the number of episodes
   * @param seed of the random draws
   * @return {@code count} episodes
   * @throws IllegalArgumentException if too few classes have enough samples
   */
  public <D extends Dataset> EpisodeSet<D> sample(D data, int count, Seed seed) {
    return sampleFromPools(
        data, List.of(IntStream.range(0, data.classes().size()).toArray()), count, seed);
  }

  /**
   * Episodes whose support is from one group and whose queries are from another, such as words by
   * two speakers. Classes of the two groups match if they have the same name, so the samples must
   * be labelled by name.
   *
   * @param data the data set
   * @param count the number of episodes
   * @param seed of the random draws
   * @return {@code count} episodes
   * @throws IllegalArgumentException if there are fewer than two groups, or two groups have too few
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
          "episodes across groups need at least 2 groups, not " + groups.size());
    }
    var episodes = new ArrayList<Episode>();
    for (int e = 0; e < count; e++) {
      int supportGroup = e % groups.size();
      int queryGroup = (supportGroup + 1 + e / groups.size() % (groups.size() - 1)) % groups.size();
      episodes.add(acrossEpisode(groups.get(supportGroup), groups.get(queryGroup), seed.derive(e)));
    }
    return episodes;
  }

  private Episode acrossEpisode(
      Map<String, int[]> supportRows, Map<String, int[]> queryRows, Seed seed) {
    var names =
        supportRows.keySet().stream()
            .filter(name -> supportRows.get(name).length >= shots)
            .filter(name -> queryRows.containsKey(name) && queryRows.get(name).length >= queries)
            .toList();
    if (names.size() < ways) {
      throw new IllegalArgumentException(
          "two groups have %d class names in common with at least %d and %d samples, fewer than %d ways: lower ways, shots or queries"
              .formatted(names.size(), shots, queries, ways));
    }
    var chosen = seed.permutation(names.size());
    var support = IntStream.builder();
    var query = IntStream.builder();
    for (int way = 0; way < ways; way++) {
      var name = names.get(chosen[way]);
      drawIndices(supportRows.get(name), shots, seed.derive("support").derive(way))
          .forEach(support::add);
      drawIndices(queryRows.get(name), queries, seed.derive("query").derive(way))
          .forEach(query::add);
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
          "no group has %d classes with at least %d samples: lower ways, shots or queries"
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
      var ofClass = rows.get(label);
      var order = seed.derive(label).permutation(ofClass.length);
      for (int k = 0; k < shots + queries; k++) {
        (k < shots ? support : query).add(ofClass[order[k]]);
      }
    }
    return new Episode(support.build().toArray(), query.build().toArray());
  }
}
