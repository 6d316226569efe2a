/**
 * What can be run from the command line in place of the service: a file a command, and what several share as mixins.
 * Plain Java, picocli and a Kafka or HTTP client: imports nothing but {@code problem}, starts neither Quarkus nor servers.
 */
package io.winnow.console;
