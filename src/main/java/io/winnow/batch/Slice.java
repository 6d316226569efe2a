package io.winnow.batch;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import io.winnow.improvement.ImprovementEvent;

/**
 * Records of one poll that are appended together, in the order of their partitions and offsets. A partition's log has no
 * holes, since nothing writes to it in Kafka transactions and nothing compacts it: a slice covers each offset between
 * its first and its last.
 *
 * @param topicId which topic they are from
 */
record Slice(UUID topicId, List<PolledRecord> records) {

    boolean isEmpty() {
        return records.isEmpty();
    }

    boolean isSingle() {
        return records.size() == 1;
    }

    /** Two slices, neither empty: the first is to be appended before the second. */
    List<Slice> halves() {
        var middle = records.size() / 2;
        return List.of(new Slice(topicId, records.subList(0, middle)),
                new Slice(topicId, records.subList(middle, records.size())));
    }

    /** The same positions to pass, with nothing to append. */
    Slice passedBy() {
        return new Slice(topicId, records.stream().map(PolledRecord::passedBy).toList());
    }

    /** Where each partition stands before the slice. */
    SortedMap<Integer, Long> begins() {
        return byPartition(PolledRecord::offset, false);
    }

    /** Where each partition stands after it: the next offset. */
    SortedMap<Integer, Long> ends() {
        return byPartition(record -> record.offset() + 1, true);
    }

    /** When the last record of each partition was written, in milliseconds. */
    SortedMap<Integer, Long> times() {
        return byPartition(PolledRecord::time, true);
    }

    /** The last record of a partition. */
    ConsumerRecord<byte[], PolledValue> last(int partition) {
        return records.stream().filter(record -> record.partition() == partition).reduce((before, after) -> after)
                .orElseThrow().record();
    }

    /** When the first of those to append was written; where there is none, the first of all. */
    Instant oldest() {
        var times = records.stream().filter(record -> record.event() != null).mapToLong(PolledRecord::time);
        return Instant.ofEpochMilli(times.min().orElseGet(() -> records.stream().mapToLong(PolledRecord::time).min()
                .orElseThrow()));
    }

    Stream<ImprovementEvent> events() {
        return records.stream().map(PolledRecord::event).filter(Objects::nonNull);
    }

    private SortedMap<Integer, Long> byPartition(ToLongFunction<PolledRecord> value, boolean last) {
        var values = new TreeMap<Integer, Long>();
        records.forEach(record -> values.merge(record.partition(), value.applyAsLong(record),
                (before, after) -> last ? after : before));
        return values;
    }
}
