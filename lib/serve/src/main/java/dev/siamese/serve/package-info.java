/** An HTTP server of an encoder, with a page for the browser. */
package dev.siamese.serve;
