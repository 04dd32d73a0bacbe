package dev.siamese.widget;

import dev.siamese.chart.Chart;

/**
 * An interactive output of a notebook cell. Its HTML needs no network. It holds a still picture,
 * which a script replaces: pages that remove scripts show the picture.
 */
public interface Widget {

  /** {@return the title, printed above the widget} */
  String title();

  /** {@return the still picture} */
  Chart fallback();

  /** {@return a sentence that says what the still picture shows} */
  String altText();

  /** {@return HTML that can stand anywhere in a page, also several times} */
  String html();
}
