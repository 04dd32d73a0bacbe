package dev.siamese.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;

/** The search of one query in a graph, whose candidates are compared by their exact distances. */
record GraphSearch(IndexSearcher searcher, Metric metric, float[] query) {

  private record Found(int document, double squared) {}

  List<VectorIndex.Hit> nearest(int k, int candidates, Map<String, String> filter)
      throws IOException {
    var nearest = new KnnFloatVectorQuery(Documents.VECTOR, query, candidates, filter(filter));
    var hits = new ArrayList<VectorIndex.Hit>();
    for (var found : exact(searcher.search(nearest, candidates).scoreDocs, k)) {
      hits.add(hit(found));
    }
    return hits;
  }

  private static Query filter(Map<String, String> filter) {
    if (filter.isEmpty()) {
      return null;
    }
    var query = new BooleanQuery.Builder();
    filter.forEach(
        (name, value) ->
            query.add(new TermQuery(new Term(Documents.FIELD + name, value)), Occur.FILTER));
    return query.build();
  }

  /** The k nearest documents by their exact distances; vectors are read in order. */
  private List<Found> exact(ScoreDoc[] found, int k) throws IOException {
    Arrays.sort(found, Comparator.comparingInt(each -> each.doc));
    var leaves = searcher.getIndexReader().leaves();
    var result = new ArrayList<Found>();
    int leaf = -1;
    FloatVectorValues vectors = null;
    for (var each : found) {
      int next = ReaderUtil.subIndex(each.doc, leaves);
      if (next != leaf) {
        leaf = next;
        vectors = leaves.get(leaf).reader().getFloatVectorValues(Documents.VECTOR);
      }
      vectors.advance(each.doc - leaves.get(leaf).docBase);
      result.add(new Found(each.doc, Metric.squared(query, vectors.vectorValue())));
    }
    result.sort(Comparator.comparingDouble(Found::squared));
    return result.subList(0, Math.min(k, result.size()));
  }

  private VectorIndex.Hit hit(Found found) throws IOException {
    var leaves = searcher.getIndexReader().leaves();
    var leaf = leaves.get(ReaderUtil.subIndex(found.document, leaves));
    String key = null;
    var fields = new HashMap<String, String>();
    for (var field : leaf.reader().getFieldInfos()) {
      var values = leaf.reader().getBinaryDocValues(field.name);
      if (values != null && values.advanceExact(found.document - leaf.docBase)) {
        var value = values.binaryValue().utf8ToString();
        if (field.name.equals(Documents.KEY)) {
          key = value;
        } else {
          fields.put(field.name.substring(Documents.FIELD.length()), value);
        }
      }
    }
    return new VectorIndex.Hit(key, metric.ofSquared(found.squared), Map.copyOf(fields));
  }
}
