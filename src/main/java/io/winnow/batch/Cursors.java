package io.winnow.batch;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Where this instance stands in each partition that it consumes: the offset that must come next. A partition is known
 * here from the moment it was sought to its stored position until it is revoked or somebody else has consumed it. What is
 * polled outside of that is dropped: it was queued before a seek, or belongs to others by now.
 */
@ApplicationScoped
class Cursors {
    private final Map<Integer, Long> next = new ConcurrentHashMap<>();
    private volatile UUID topicId;

    /** Sets where a partition goes on. */
    void set(UUID topic, int partition, long offset) {
        topicId = topic;
        next.put(partition, offset);
    }

    /** Forgets partitions: their records are dropped until they are set again. */
    void forget(Collection<Integer> partitions) {
        next.keySet().removeAll(partitions);
    }

    boolean knows(int partition) {
        return next.containsKey(partition);
    }

    /** The partitions that are known. */
    Set<Integer> known() {
        return Set.copyOf(next.keySet());
    }

    /** Which topic the partitions belong to; {@code null} before the first {@link #set}. */
    UUID topicId() {
        return topicId;
    }

    /**
     * Takes from a poll what follows the cursors. Its logs have no holes, so where it holds the record that comes next it
     * holds all behind it, whatever else it repeats or when it was queued.
     */
    Slice claim(ConsumerRecords<byte[], byte[]> poll) {
        var records = poll.partitions().stream()
                .sorted(Comparator.comparingInt(TopicPartition::partition))
                .map(poll::records)
                .flatMap(this::following).map(PolledRecord::read).toList();
        return new Slice(topicId, records);
    }

    /** Moves behind a slice that was appended, unless the partition was forgotten or set anew meanwhile. */
    void pass(Slice slice) {
        slice.begins().forEach((partition, from) -> next.replace(partition, from, slice.ends().get(partition)));
    }

    private Stream<ConsumerRecord<byte[], byte[]>> following(List<ConsumerRecord<byte[], byte[]>> records) {
        var from = next.get(records.get(0).partition());
        return from == null || records.get(0).offset() > from
                ? Stream.empty()
                : records.stream().filter(record -> record.offset() >= from);
    }
}
