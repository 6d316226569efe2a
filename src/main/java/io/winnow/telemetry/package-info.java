/** All meters' names, labels and units, in one documented place. A leaf. */
package io.winnow.telemetry;
