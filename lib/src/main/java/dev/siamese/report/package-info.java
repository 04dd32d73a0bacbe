/** What a comparison leaves behind for people: a page, its pictures, its tables. */
package dev.siamese.report;
