/** Which pairs and triplets of a batch a loss gets to see. */
package dev.siamese.mining;
