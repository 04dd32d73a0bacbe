/**
 * The device that the work runs on, what goes to it and comes from it, the seeds of all chance, and
 * the few tensor operations that DJL lacks.
 */
package dev.siamese.engine;
