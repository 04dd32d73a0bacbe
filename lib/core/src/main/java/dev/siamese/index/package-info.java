/** Exact k-nearest-neighbour and radius search. */
package dev.siamese.index;
