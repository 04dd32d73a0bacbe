/** Interactive outputs of notebooks: self-contained HTML and JavaScript, with a still picture. */
package dev.siamese.widget;
