/**
 * What every room needs of Kafka and no room owns: the topics' names, their creation, the admin client, the way a message
 * becomes a CloudEvent and is sent. Imports leaves alone.
 */
package io.winnow.broker;
