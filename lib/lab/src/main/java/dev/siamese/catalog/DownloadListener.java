package dev.siamese.catalog;

/** Looks on while a file is fetched. */
@FunctionalInterface
public interface DownloadListener {

  /**
   * Something has come in.
   *
   * @param entry what is fetched, and how many bytes it has in all
   * @param bytes how many of them are there; the first call says how many were there before
   */
  void onBytes(Catalog.Entry entry, long bytes);
}
