/**
 * What this installation has, what it lacks and what to do about that, whether it learns, and what
 * to tell the user of a failure.
 */
package dev.siamese.doctor;
