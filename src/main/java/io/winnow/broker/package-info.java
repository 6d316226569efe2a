/**
 * What every room needs of Kafka and no room owns: the topics' names, their creation, the admin client, the way a message
 * becomes a CloudEvent. Imports {@code problem} and {@code config}.
 */
package io.winnow.broker;
