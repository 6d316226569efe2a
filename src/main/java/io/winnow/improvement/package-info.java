/**
 * Scheduling: verifies that a session can teach something and sends its improvement event to Kafka, whose log is known
 * here too. Imports {@code session} and the leaves.
 */
package io.winnow.improvement;
