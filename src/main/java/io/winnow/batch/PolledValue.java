package io.winnow.batch;

import org.apache.kafka.common.header.Headers;

import io.winnow.improvement.ImprovementEvent;

/**
 * The value of a polled record, and what was read from it.
 *
 * @param octets as they came, for the dead letter; {@code null} where there were none
 * @param event {@code null} when it can't be read, or is not to be appended any more
 * @param fault why it can't be read, for the dead letter; else {@code null}
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

    PolledValue passedBy() {
        return new PolledValue(octets, null, null);
    }
}
