/**
 * What all calls have in common: a time limit, and answers to whatever is refused or fails, at whatever stage. A leaf:
 * imports {@code problem}, {@code telemetry} and {@code config} alone.
 */
package io.winnow.http;
