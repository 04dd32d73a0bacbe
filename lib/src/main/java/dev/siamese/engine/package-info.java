/**
 * The device that the work runs on, the seeds of all chance, and the few tensor operations that DJL
 * lacks.
 */
package dev.siamese.engine;
