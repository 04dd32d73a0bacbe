package dev.siamese.index;

import dev.siamese.distance.PairwiseDistances;

/**
 * Scores of a block of queries and rows: lower bounds of the distances, on an increasing scale that
 * is the same for all. Here, scores are the distances themselves.
 */
class Scores {

  final PairwiseDistances queries;
  final PairwiseDistances references;
  int fromQuery; // of the block
  int fromRow;
  int rows;
  private double[] distances;

  Scores(PairwiseDistances queries, PairwiseDistances references) {
    this.queries = queries;
    this.references = references;
  }

  /** Computes a block. */
  void compute(int fromQuery, int toQuery, int fromRow, int toRow) {
    this.fromQuery = fromQuery;
    this.fromRow = fromRow;
    rows = toRow - fromRow;
    distances = queries.block(fromQuery, toQuery, references, fromRow, toRow);
  }

  /** Adds the rows of the block to the candidates of one of its queries. */
  void scan(Candidates candidates) {
    for (int i = 0; i < rows; i++) {
      double score = distances[(candidates.query - fromQuery) * rows + i];
      if (score <= candidates.limit) {
        candidates.add(fromRow + i, score);
      }
    }
  }

  /** The largest score of a row that may be no farther away than a row with the given score. */
  float upper(double score) {
    return Math.nextUp((float) score);
  }

  /** An upper bound of the scores of rows up to a distance. */
  float score(double distance) {
    return Math.nextUp((float) distance);
  }

  /** The distance of a row with the given score. */
  double distance(int query, int row, double score) {
    return score;
  }
}
