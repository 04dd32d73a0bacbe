/** Public data sets, downloaded, checked and read, and readers of the user's own files. */
package dev.siamese.catalog;
