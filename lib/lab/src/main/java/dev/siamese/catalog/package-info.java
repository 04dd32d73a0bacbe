/** Public data sets: downloaded, checked and read. */
package dev.siamese.catalog;
