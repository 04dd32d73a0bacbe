package dev.siamese.catalog;

/** Receives the progress of a download. */
@FunctionalInterface
public interface DownloadListener {

  /**
   * Called at the start and after every block.
   *
   * @param entry the file, with its total size
   * @param bytes the number received; in the first call, of an earlier interrupted download
   */
  void onBytes(Catalog.Entry entry, long bytes);
}
