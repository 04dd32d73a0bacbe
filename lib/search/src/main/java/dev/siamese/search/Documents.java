package dev.siamese.search;

import java.util.Map;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/** A vector with its key and fields as Lucene stores it. */
final class Documents {

  static final String KEY = "key";
  static final String VECTOR = "vector";
  static final String FIELD = "field."; // before the name of a field

  private Documents() {}

  static Document of(String key, float[] vector, Map<String, String> fields) {
    var document = new Document();
    add(document, KEY, key);
    document.add(new KnnFloatVectorField(VECTOR, vector, VectorSimilarityFunction.EUCLIDEAN));
    fields.forEach((name, value) -> add(document, FIELD + name, value));
    return document;
  }

  /** Adds a text that can be searched for, and is read with a hit. */
  private static void add(Document document, String name, String value) {
    document.add(new StringField(name, value, Field.Store.NO));
    document.add(new BinaryDocValuesField(name, new BytesRef(value)));
  }

  /** Finds the document of a key. */
  static Term term(String key) {
    return new Term(KEY, key);
  }
}
