/** Data sets with their splits and evaluation protocols, and the recipes that train on them. */
package dev.siamese.task;
