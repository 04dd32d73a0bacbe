/** What this installation has, what it lacks and what to do about that, and whether it learns. */
package dev.siamese.doctor;
