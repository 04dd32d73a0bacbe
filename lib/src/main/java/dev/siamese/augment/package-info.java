/** Alterations of whole batches that change how samples look but not what they show. */
package dev.siamese.augment;
