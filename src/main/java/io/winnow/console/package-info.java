/**
 * What can be run from the command line in place of the service.
 * Plain Java and a Kafka client: imports nothing of Winnow, starts neither Quarkus nor servers.
 */
package io.winnow.console;
