/** Closes the collecting batch and announces it. Imports {@code batch}, {@code outbox}, and what stands below them. */
package io.winnow.release;
