/** Augmentations: functions from batch to batch. */
package dev.siamese.augment;
