/**
 * What goes wrong, as the caller is told: one catalogue of errors and the one place that turns failures into
 * {@code application/problem+json}. A leaf: imports no other room.
 */
package io.winnow.problem;
