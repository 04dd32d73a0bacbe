/**
 * Losses: functions of a batch's embeddings and labels that return a scalar.
 *
 * <ul>
 *   <li>pairs and a threshold: {@link dev.siamese.loss.Contrastive}
 *   <li>triplets: {@link dev.siamese.loss.Triplet}, {@link dev.siamese.loss.SoftMarginTriplet},
 *       {@link dev.siamese.loss.GeneralizedLiftedStructure}
 *   <li>all pairs of a batch at once: {@link dev.siamese.loss.InfoNce}, {@link
 *       dev.siamese.loss.SupervisedContrastive}, {@link dev.siamese.loss.MultiSimilarity}, {@link
 *       dev.siamese.loss.Circle}, {@link dev.siamese.loss.NPairs}
 *   <li>learned class weights: {@link dev.siamese.loss.ProxyAnchor}, {@link
 *       dev.siamese.loss.SoftmaxClassifier}
 *   <li>a learned distance and a probability: {@link dev.siamese.loss.BinaryCrossEntropy}
 *   <li>pairs with similarities: {@link dev.siamese.loss.CosineSimilarityLoss}
 *   <li>a penalty to add to another loss: {@link dev.siamese.loss.NormPenalty}
 * </ul>
 *
 * <p>To add a loss, write a record that implements {@link dev.siamese.loss.Loss}, or {@link
 * dev.siamese.loss.LossSpec} if it has weights, and add its class to the list in {@link
 * dev.siamese.loss.LossSpec}.
 */
package dev.siamese.loss;
