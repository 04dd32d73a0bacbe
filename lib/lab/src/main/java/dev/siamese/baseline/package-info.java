/** Methods without a learned encoder, to compare with. */
package dev.siamese.baseline;
