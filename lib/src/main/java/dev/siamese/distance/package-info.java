/** How far apart two embeddings are; smaller is always closer. */
package dev.siamese.distance;
