/** Pictures of records, tables and plain arrays; nothing above this package knows of it. */
package dev.siamese.chart;
