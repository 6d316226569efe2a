package io.winnow.batch;

import org.apache.kafka.common.header.Headers;

import io.winnow.improvement.ImprovementEvent;

/**
 * The value of a polled record, and what was read from it.
 *
 * @param octets as they came, for the dead letter
 * @param event {@code null} when it can't be read
 * @param fault why it can't be read, else {@code null}
 */
record PolledValue(byte[] octets, ImprovementEvent event, String fault) {

    static PolledValue read(Headers headers, byte[] octets) {
        try {
            return new PolledValue(octets, ImprovementEvent.from(headers, octets), null);
        } catch (RuntimeException unreadable) {
            // Not our ProblemException alone: whatever a parser throws, this record would come again for ever.
            return new PolledValue(octets, null, String.valueOf(unreadable.getMessage()));
        }
    }
}
