/**
 * Messages stored with the data that they tell of, and relayed to Kafka. Knows no feature: imports the leaves alone.
 */
package io.winnow.outbox;
