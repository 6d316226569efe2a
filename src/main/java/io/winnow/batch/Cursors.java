package io.winnow.batch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

import io.winnow.batch.Cursor.Finding;

/**
 * Where this instance stands in each partition that it consumes. A partition is known here from the moment it was sought
 * to its stored position until it is revoked, or somebody else has consumed it, or its log is in doubt. What is polled
 * outside of that is dropped: it was queued before a seek, or belongs to others by now.
 */
@ApplicationScoped
class Cursors {
    private final Map<Integer, Cursor> cursors = new ConcurrentHashMap<>();
    /** Partitions that are to be sought because of another leader. */
    private final Set<Integer> inDoubt = ConcurrentHashMap.newKeySet();
    private volatile UUID topicId;

    /** Sets where a partition goes on. */
    Cursor set(UUID topic, int partition, Position position, long logStart) {
        var cursor = Cursor.at(position, logStart, inDoubt.remove(partition));
        topicId = topic;
        cursors.put(partition, cursor);
        return cursor;
    }

    /** Forgets partitions: their records are dropped until they are set again. */
    void forget(Collection<Integer> partitions) {
        cursors.keySet().removeAll(partitions);
    }

    boolean knows(int partition) {
        return cursors.containsKey(partition);
    }

    /** The partitions that are known. */
    Set<Integer> known() {
        return Set.copyOf(cursors.keySet());
    }

    /** Which topic the partitions belong to; {@code null} before the first {@link #set}. */
    UUID topicId() {
        return topicId;
    }

    /**
     * What was taken from a poll.
     *
     * @param slice what follows the cursors
     * @param inDoubt partitions that are to be sought anew, and proven, before more is taken
     * @param contradicted partitions whose log is not the one that was consumed, with the offset that was to come next
     */
    record Claim(Slice slice, List<Integer> inDoubt, Map<Integer, Long> contradicted) {}

    /**
     * Takes from a poll what follows the cursors. Its logs have no holes, so where it holds the record that comes next it
     * holds all behind it, whatever else it repeats or when it was queued. Partitions of which nothing is taken for a
     * cause are forgotten.
     */
    Claim claim(ConsumerRecords<byte[], PolledValue> poll) {
        var claim = new Claim(new Slice(topicId, new ArrayList<>()), new ArrayList<>(), new HashMap<>());
        poll.partitions().stream().sorted(Comparator.comparingInt(TopicPartition::partition))
                .forEach(at -> take(at.partition(), poll.records(at), claim));
        forget(claim.inDoubt());
        forget(claim.contradicted().keySet());
        return claim;
    }

    private void take(int partition, List<ConsumerRecord<byte[], PolledValue>> records, Claim claim) {
        var cursor = cursors.get(partition);
        switch (cursor == null ? Finding.STALE : cursor.judge(records)) {
            case FOLLOWS -> {
                cursors.replace(partition, cursor, cursor.provenBy(records));
                records.stream().filter(record -> record.offset() >= cursor.next()).map(PolledRecord::of)
                        .forEach(claim.slice().records()::add);
            }
            case IN_DOUBT -> {
                inDoubt.add(partition);
                claim.inDoubt().add(partition);
            }
            case CONTRADICTS -> claim.contradicted().put(partition, cursor.next());
            case STALE -> {
                // It tells nothing.
            }
        }
    }

    /** Moves behind a slice that was appended, unless the partition was forgotten or set anew meanwhile. */
    void pass(Slice slice) {
        slice.begins().forEach((partition, from) -> cursors.computeIfPresent(partition,
                (same, cursor) -> cursor.next() == from ? cursor.behind(slice.last(partition)) : cursor));
    }
}
