package io.winnow.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

import io.winnow.improvement.ImprovementEvent;

class SliceTest {

    @Test
    void the_oldest_is_of_those_that_can_be_appended() {
        var slice = slice(garbage(1), event(3), event(2));

        assertThat(slice.oldest()).isEqualTo(Instant.ofEpochMilli(2));
    }

    @Test
    void where_none_can_be_appended_the_oldest_is_of_all() {
        var slice = slice(garbage(2), event(1).passedBy());

        assertThat(slice.oldest()).isEqualTo(Instant.ofEpochMilli(1));
    }

    private static Slice slice(PolledRecord... records) {
        return new Slice(new UUID(0, 1), List.of(records));
    }

    private static PolledRecord garbage(long time) {
        return PolledRecord.of(record(time));
    }

    private static PolledRecord event(long time) {
        return new PolledRecord(record(time), new PolledValue(null, new ImprovementEvent("s", 1, 0), null));
    }

    private static ConsumerRecord<byte[], PolledValue> record(long time) {
        return new ConsumerRecord<>("topic", 0, time, time, TimestampType.CREATE_TIME, 0, 0, null, null,
                new RecordHeaders(), Optional.empty());
    }
}
