/**
 * The benchmark: the packaged service against floors, which are the same work done by hand as thinly as possible, measured
 * in turns within one run. What it measures and how to run it stands in docs/performance.md.
 */
package io.winnow.bench;
