package dev.siamese.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;

/**
 * An approximate index in a folder: a graph of Lucene (HNSW, Malkov and Yashunin 2018), over
 * vectors that are quantised to one byte per value unless the options say otherwise. The distances
 * of what is found are exact.
 *
 * <p>What is committed survives a crash of the process or the machine. One process at a time opens
 * a folder. A search reads at most {@link DiskOptions#candidates} vectors closely, so that it takes
 * little longer in a larger index. Thread-safe.
 */
public final class DiskIndex implements VectorIndex {

  private static final String SPACE = "siamese.space"; // what the vectors of a folder are

  private final int dimensions;
  private final Metric metric;
  private final DiskOptions options;
  private final Path folder;
  private final Directory directory;
  private final IndexWriter writer;
  private final SearcherManager searchers;

  private DiskIndex(Path folder, int dimensions, Metric metric, DiskOptions options)
      throws IOException {
    this.dimensions = dimensions;
    this.metric = metric;
    this.options = options;
    this.folder = folder;
    directory = FSDirectory.open(Files.createDirectories(folder));
    IndexWriter opened = null;
    try {
      requireSpace(folder);
      opened = new IndexWriter(directory, options.writerConfig());
      opened.setLiveCommitData(Map.of(SPACE, space()).entrySet());
      opened.commit();
      searchers = new SearcherManager(directory, null);
    } catch (IOException | RuntimeException e) {
      if (opened != null) {
        opened.rollback();
      }
      directory.close();
      throw e;
    }
    writer = opened;
  }

  /**
   * Opens or creates an index with default options.
   *
   * @param folder is created if it does not exist
   * @param dimensions length of the vectors, from 1 to 1024
   * @param metric to search by
   * @return the index, to be closed
   * @throws IllegalArgumentException if the folder holds vectors of another length or metric
   * @throws IllegalStateException if the folder is open already
   * @throws UncheckedIOException if the folder cannot be read or written
   */
  public static DiskIndex open(Path folder, int dimensions, Metric metric) {
    return open(folder, dimensions, metric, DiskOptions.DEFAULT);
  }

  /**
   * Opens or creates an index.
   *
   * @param folder is created if it does not exist
   * @param dimensions length of the vectors, from 1 to 1024
   * @param metric to search by
   * @param options of the graph; those of existing parts of an index stay
   * @return the index, to be closed
   * @throws IllegalArgumentException if the folder holds vectors of another length or metric
   * @throws IllegalStateException if the folder is open already
   * @throws UncheckedIOException if the folder cannot be read or written
   */
  public static DiskIndex open(Path folder, int dimensions, Metric metric, DiskOptions options) {
    if (dimensions < 1 || dimensions > 1024) {
      throw new IllegalArgumentException("dimensions must be from 1 to 1024, not " + dimensions);
    }
    try {
      return new DiskIndex(folder, dimensions, metric, options);
    } catch (LockObtainFailedException e) {
      throw new IllegalStateException(
          "the index %s is open already: close it in the other program".formatted(folder), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the index " + folder, e);
    }
  }

  private String space() {
    return dimensions + " " + metric;
  }

  private void requireSpace(Path folder) throws IOException {
    try (var reader = DirectoryReader.open(directory)) {
      var found = reader.getIndexCommit().getUserData().get(SPACE);
      if (!space().equals(found)) {
        throw new IllegalArgumentException(
            "the index %s holds vectors of %s, not of %s: open another folder"
                .formatted(folder, found == null ? "another program" : found, space()));
      }
    } catch (IndexNotFoundException e) {
      return; // a new folder
    }
  }

  @Override
  public void add(String key, float[] vector, Map<String, String> fields) {
    var document = Documents.of(Checks.key(key), prepared(vector), fields);
    run("add to", () -> writer.updateDocument(Documents.term(key), document));
  }

  @Override
  public void remove(String key) {
    run("remove from", () -> writer.deleteDocuments(Documents.term(key)));
  }

  @Override
  public void commit() {
    run(
        "write",
        () -> {
          writer.commit();
          searchers.maybeRefreshBlocking();
        });
  }

  /**
   * Joins all parts of the graph into one, which makes searches faster, and commits. Takes about as
   * long as adding all vectors again.
   */
  public void optimize() {
    run("write", () -> writer.forceMerge(1));
    commit();
  }

  @Override
  public List<Hit> search(float[] query, int k, Map<String, String> filter) {
    Checks.count(k);
    var prepared = prepared(query);
    var result = new ArrayList<Hit>();
    run(
        "read",
        () -> {
          var searcher = searchers.acquire();
          try {
            var found = new GraphSearch(searcher, metric, prepared);
            result.addAll(found.nearest(k, Math.max(k, options.candidates()), filter));
          } finally {
            searchers.release(searcher);
          }
        });
    return List.copyOf(result);
  }

  private float[] prepared(float[] vector) {
    return metric.prepare(Checks.length(vector, dimensions));
  }

  @Override
  public int size() {
    var size = new int[1];
    run(
        "read",
        () -> {
          var searcher = searchers.acquire();
          size[0] = searcher.getIndexReader().numDocs();
          searchers.release(searcher);
        });
    return size[0];
  }

  @Override
  public void close() {
    run(
        "close",
        () -> {
          writer.rollback();
          searchers.close();
          directory.close();
        });
  }

  /** An action on the folder. */
  private interface Action {
    void run() throws IOException;
  }

  private void run(String verb, Action action) {
    try {
      action.run();
    } catch (IllegalStateException e) {
      if (!verb.equals("close") || !(e instanceof AlreadyClosedException)) {
        throw failed(verb, e);
      }
    } catch (IOException e) {
      if (!writer.isOpen() && writer.getTragicException() == null && !verb.equals("close")) {
        throw Checks.closed(); // by another thread
      }
      throw new UncheckedIOException("cannot %s the index %s".formatted(verb, folder), e);
    }
  }

  /** Names what has made Lucene close its writer, perhaps in another thread. */
  private RuntimeException failed(String verb, IllegalStateException error) {
    var failure = writer.getTragicException();
    if (failure == null) {
      boolean isClosed = error instanceof AlreadyClosedException;
      return isClosed ? Checks.closed() : error;
    }
    return new UncheckedIOException(
        "cannot %s the index %s: close and open it, which keeps what is committed"
            .formatted(verb, folder),
        failure instanceof IOException e ? e : new IOException(failure));
  }

  /** {@code 1000 vectors of length 64 with cosine distance in FOLDER}. */
  @Override
  public String toString() {
    try {
      return Checks.describe(size(), dimensions, metric) + " in " + folder;
    } catch (IllegalStateException e) {
      return "a closed index in " + folder;
    }
  }
}
