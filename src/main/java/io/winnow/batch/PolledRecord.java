package io.winnow.batch;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.winnow.improvement.ImprovementEvent;
import io.winnow.telemetry.Traces;

/**
 * A record as it was polled, and what was read from it.
 *
 * @param event {@code null} when it can't be read, or is not to be appended any more
 * @param fault why it can't be read, for the dead letter; else {@code null}
 */
record PolledRecord(ConsumerRecord<byte[], byte[]> record, ImprovementEvent event, String fault) {

    static PolledRecord read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return new PolledRecord(record, ImprovementEvent.from(record.headers(), record.value()), null);
        } catch (RuntimeException unreadable) {
            // Not our ProblemException alone: whatever a parser throws, this record would come again for ever.
            return new PolledRecord(record, null, String.valueOf(unreadable.getMessage()));
        }
    }

    int partition() {
        return record.partition();
    }

    long offset() {
        return record.offset();
    }

    /** When it was written, in milliseconds. */
    long time() {
        return record.timestamp();
    }

    boolean isUnreadable() {
        return fault != null;
    }

    /** The trace of the call that sent it; {@code null} where it has none, or is not to be appended. */
    String traceparent() {
        var header = event == null ? null : record.headers().lastHeader(Traces.HEADER);
        return header == null ? null : Traces.read(header.value());
    }

    PolledRecord passedBy() {
        return new PolledRecord(record, null, null);
    }
}
