/** Embeds the samples of files, resumably. */
package dev.siamese.embed;
