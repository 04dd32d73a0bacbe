package dev.siamese.data;

import java.util.stream.IntStream;

/** Disjoint sets of the numbers 0 to n − 1, each represented by one of its members. */
final class UnionFind {

  private final int[] parent;

  UnionFind(int n) {
    parent = IntStream.range(0, n).toArray();
  }

  /** Merges the sets of two numbers; the representative of {@code into} stays. */
  void union(int from, int into) {
    parent[find(from)] = find(into);
  }

  /** The representative of a number's set. */
  int find(int number) {
    while (parent[number] != number) {
      parent[number] = parent[parent[number]];
      number = parent[number];
    }
    return number;
  }
}
