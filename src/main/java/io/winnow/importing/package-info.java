/**
 * A log of sessions taken in as one call, whatever its length: split into lines, kept many at once, answered as a stream.
 * Imports {@code improvement}, {@code session} and the leaves.
 */
package io.winnow.importing;
