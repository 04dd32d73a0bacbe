/** One recipe run under several losses and seeds, to be compared. */
package dev.siamese.experiment;
