/** Installation diagnostics and error messages. */
package dev.siamese.doctor;
