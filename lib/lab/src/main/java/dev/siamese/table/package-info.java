/** Conversions between the library's records and Tablesaw tables. */
package dev.siamese.table;
