package io.winnow.batch;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.winnow.improvement.ImprovementEvent;
import io.winnow.telemetry.Traces;

/**
 * A record as it was polled, and what was read from it.
 *
 * @param value its own; another one when it is not to be appended any more
 */
record PolledRecord(ConsumerRecord<byte[], PolledValue> record, PolledValue value) {

    static PolledRecord of(ConsumerRecord<byte[], PolledValue> record) {
        // Kafka asks no deserializer for a value that is not there.
        return new PolledRecord(record,
                record.value() == null ? PolledValue.read(record.headers(), null) : record.value());
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

    /** What it asks for; {@code null} when it can't be read, or is not to be appended any more. */
    ImprovementEvent event() {
        return value.event();
    }

    boolean isUnreadable() {
        return value.fault() != null;
    }

    /** The trace of the call that sent it; {@code null} where it has none, or is not to be appended. */
    String traceparent() {
        var header = event() == null ? null : record.headers().lastHeader(Traces.HEADER);
        return header == null ? null : Traces.read(header.value());
    }

    PolledRecord passedBy() {
        return new PolledRecord(record, value.passedBy());
    }
}
