package io.winnow.batch;

import java.util.List;
import java.util.Optional;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where this instance stands in one partition, and by what it knows that the log is still the one that it has consumed.
 * A log that lost its end and grew again looks right by its offsets alone: so the record before the next one is read once
 * more and compared after each seek, and also when the partition has got another leader since (KIP-320 numbers them), as
 * it has after whatever can lose a log's end.
 *
 * @param next the offset that must come next
 * @param lastTime when the record before it was written, in milliseconds; {@code null} where that is not known
 * @param isProven whether that record has been found in the log
 * @param leader which leader wrote it; {@link #ANY} where that is not known, or does not matter any more
 * @param wasInDoubt whether it was sought because of another leader: then that one is taken, once it has proven itself
 */
record Cursor(long next, Long lastTime, boolean isProven, int leader, boolean wasInDoubt) {
    private static final int ANY = -1;

    /** At a stored position, of which the record before it may be gone from the log by rights. */
    static Cursor at(Position position, long logStart, boolean wasInDoubt) {
        var canBeProven = position.lastTime() != null && logStart < position.next();
        return new Cursor(position.next(), canBeProven ? position.lastTime() : null, !canBeProven, ANY, wasInDoubt);
    }

    /** Where to seek: the record before is wanted too. */
    long from() {
        return isProven ? next : next - 1;
    }

    /** What to make of polled records. */
    enum Finding {
        /** They go on where the cursor stands, as far as they do. */
        FOLLOWS,
        /** They were queued before a seek, or leave something out, or tell nothing. */
        STALE,
        /** There was another leader since: the record before is wanted. */
        IN_DOUBT,
        /** The record before is another one than was consumed. */
        CONTRADICTS
    }

    /** Looks at polled records, in the order of their offsets. */
    Finding judge(List<ConsumerRecord<byte[], PolledValue>> records) {
        var last = last(records);
        if (last.isPresent() && last.get().timestamp() != lastTime) {
            return Finding.CONTRADICTS;
        }
        var following = records.stream().filter(record -> record.offset() >= next).toList();
        if (!following.isEmpty() && following.get(0).offset() > next || !isProven && last.isEmpty()) {
            return Finding.STALE;
        }
        return last.isEmpty() && following.stream().anyMatch(this::isOfAnotherLeader)
                ? Finding.IN_DOUBT
                : Finding.FOLLOWS;
    }

    /** The same, as it stands once these records are known to follow it. */
    Cursor provenBy(List<ConsumerRecord<byte[], PolledValue>> records) {
        return isProven
                ? this
                : new Cursor(next, lastTime, true, wasInDoubt ? ANY : leaderOf(last(records).orElseThrow()), false);
    }

    /** Behind a record that was consumed. */
    Cursor behind(ConsumerRecord<byte[], PolledValue> record) {
        return new Cursor(record.offset() + 1, record.timestamp(), true, leaderOf(record), false);
    }

    /** The record before the next one, where it is among these and known. */
    private Optional<ConsumerRecord<byte[], PolledValue>> last(List<ConsumerRecord<byte[], PolledValue>> records) {
        return lastTime == null
                ? Optional.empty()
                : records.stream().filter(record -> record.offset() == next - 1).findFirst();
    }

    private boolean isOfAnotherLeader(ConsumerRecord<byte[], PolledValue> record) {
        return leader != ANY && leaderOf(record) != leader;
    }

    private static int leaderOf(ConsumerRecord<byte[], PolledValue> record) {
        return record.leaderEpoch().orElse(ANY);
    }
}
