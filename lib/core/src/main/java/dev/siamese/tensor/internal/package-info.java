/** Tensor operations that DJL lacks, host–device copies, files and JSON; not part of the API. */
package dev.siamese.tensor.internal;
