/**
 * How JSON and query parameters are taken in: strictly, naming everything that is wrong at once.
 * A leaf: imports {@code problem} alone.
 */
package io.winnow.json;
