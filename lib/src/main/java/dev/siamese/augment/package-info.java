/**
 * Alterations that change how samples look but not what they show: of whole batches, of texts
 * before they become numbers, and of records.
 *
 * <p>A batch is of 32-bit floats, samples first: images {@code (N, C, H, W)} from 0 to 1, signals
 * {@code (N, C, T)}, channels before time, and spectrograms {@code (N, C, F, T)}, frequencies
 * before time. All chance is drawn from the generator that is passed in, as a few numbers per
 * sample; the work itself is done for the whole batch at once, on the device where the batch is.
 */
package dev.siamese.augment;
