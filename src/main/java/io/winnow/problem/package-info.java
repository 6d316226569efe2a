/**
 * What goes wrong, as the caller is told: one catalogue of errors, and what tells a passing fault from one of the data. A
 * leaf: imports no other room.
 */
package io.winnow.problem;
