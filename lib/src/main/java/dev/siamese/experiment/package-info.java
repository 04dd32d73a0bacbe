/**
 * One recipe run under several losses and seeds, and detectors of fraud under several numbers of
 * known ones, to be compared.
 */
package dev.siamese.experiment;
