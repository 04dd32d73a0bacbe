/** HTML reports. */
package dev.siamese.report;
