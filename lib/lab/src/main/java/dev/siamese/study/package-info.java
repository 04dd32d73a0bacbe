/** Comparisons over losses, distances, seeds and label budgets, with resumable results. */
package dev.siamese.study;
