package dev.siamese.match;

import dev.siamese.data.Records;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The numbers of the terms of records, by which further records are compared with them. */
record TermIds(
    Map<String, Integer> trigrams,
    Map<String, Integer> words,
    Map<String, Integer> codes,
    List<FieldFeatures.Ids> fields) {

  static TermIds of(Records records) {
    var fields = records.fields().stream().map(field -> new FieldFeatures.Ids()).toList();
    var ids = new TermIds(new HashMap<>(), new HashMap<>(), new HashMap<>(), fields);
    ids.add(records);
    return ids;
  }

  /** The numbers with those of further records. */
  TermIds with(Records further) {
    var copies = fields.stream().map(FieldFeatures.Ids::copy).toList();
    var ids =
        new TermIds(new HashMap<>(trigrams), new HashMap<>(words), new HashMap<>(codes), copies);
    ids.add(further);
    return ids;
  }

  private void add(Records records) {
    int n = records.size();
    TfIdf.ids(trigrams, n, row -> RecordTokens.trigrams(PairFeatures.text(records, row)));
    TfIdf.ids(words, n, row -> RecordTokens.words(PairFeatures.text(records, row)));
    TfIdf.ids(codes, n, row -> RecordTokens.codes(PairFeatures.text(records, row)));
    for (int field = 0; field < fields.size(); field++) {
      fields.get(field).add(records, field);
    }
  }
}
