/**
 * Losses: functions of a batch's embeddings and labels that return a scalar.
 *
 * <p>By what is to be had from them:
 *
 * <ul>
 *   <li>distances with a fixed threshold: {@link dev.siamese.loss.Contrastive}
 *   <li>the right order, from triplets: {@link dev.siamese.loss.Triplet}, {@link
 *       dev.siamese.loss.SoftTriplet}, {@link dev.siamese.loss.LiftedStructure}
 *   <li>the right order, from all of a batch at once: {@link dev.siamese.loss.InfoNce}, {@link
 *       dev.siamese.loss.SupervisedContrastive}, {@link dev.siamese.loss.MultiSimilarity}, {@link
 *       dev.siamese.loss.Circle}, {@link dev.siamese.loss.NPairs}
 *   <li>one learned point per class: {@link dev.siamese.loss.ProxyAnchor}
 *   <li>a probability, from a learned head: {@link dev.siamese.loss.BinaryCrossEntropy}
 *   <li>grades of similarity: {@link dev.siamese.loss.CosineRegression}
 *   <li>bounded lengths, beside another loss: {@link dev.siamese.loss.EmbeddingNorm}
 * </ul>
 */
package dev.siamese.loss;
