/** Embedding and finding duplicates on a cluster, with Apache Spark. */
package dev.siamese.spark;
