/**
 * Starts PostgreSQL and Kafka for this process where none is configured, and stops them after it.
 * Imports nothing of Winnow; only the entry point and tests import it.
 */
package io.winnow.embedded;
