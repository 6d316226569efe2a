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
record PolledRecord(ConsumerRecord<byte[], PolledValue> record, ImprovementEvent event, String fault) {

    static PolledRecord of(ConsumerRecord<byte[], PolledValue> record) {
        // Kafka asks no deserializer for a value that is not there.
        var value = record.value() == null ? PolledValue.read(record.headers(), null) : record.value();
        return new PolledRecord(record, value.event(), value.fault());
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

    /** The value as it came; {@code null} where there was none. */
    byte[] octets() {
        return record.value() == null ? null : record.value().octets();
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
