/**
 * What operators look at: all meters' names, labels and units, readiness as one of them, and whether the database answers.
 * A leaf.
 */
package io.winnow.telemetry;
