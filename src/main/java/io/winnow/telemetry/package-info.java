/** What operators look at: all meters' names, labels and units, and whether the database answers. A leaf. */
package io.winnow.telemetry;
