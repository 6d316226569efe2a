/**
 * What operators look at: all meters' names, labels and units, and readiness as one of them. A leaf.
 */
package io.winnow.telemetry;
