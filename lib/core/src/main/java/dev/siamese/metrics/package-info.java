/**
 * Few-shot, verification, retrieval, pair and detection metrics with confidence intervals, and
 * embedding statistics.
 */
package dev.siamese.metrics;
