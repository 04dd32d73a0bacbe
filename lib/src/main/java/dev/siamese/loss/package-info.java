/** What training makes small: functions of a batch's embeddings and labels. */
package dev.siamese.loss;
