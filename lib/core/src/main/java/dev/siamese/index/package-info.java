/** Exact k-nearest-neighbour search. */
package dev.siamese.index;
