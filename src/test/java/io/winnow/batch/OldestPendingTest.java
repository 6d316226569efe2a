package io.winnow.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.winnow.batch.Progress.Report;
import io.winnow.improvement.LogEnds;
import io.winnow.improvement.LogEnds.Entry;

class OldestPendingTest {
    private static final long LAST = 1_000;

    @Test
    void it_is_the_time_of_the_record_that_comes_next() {
        assertThat(oldest(LAST, new Entry(5, 3_000))).contains(Instant.ofEpochMilli(3_000));
    }

    @Test
    void a_next_record_of_the_same_millisecond_is_as_old_as_the_last() {
        assertThat(oldest(LAST, new Entry(6, 3_000))).contains(Instant.ofEpochMilli(LAST));
        assertThat(oldest(LAST, null)).contains(Instant.ofEpochMilli(LAST));
    }

    @Test
    void where_nothing_was_consumed_it_is_the_first_record_that_there_is() {
        assertThat(oldest(-1, new Entry(7, 3_000))).contains(Instant.ofEpochMilli(3_000));
        assertThat(oldest(-1, null)).isEmpty();
    }

    @Test
    void of_all_partitions_the_oldest_counts() {
        var found = OldestPending.oldest(report(), Map.of(0, LAST, 1, LAST),
                Map.of(0, new Entry(5, 3_000), 1, new Entry(2, 2_000)));

        assertThat(found).contains(Instant.ofEpochMilli(2_000));
    }

    private static Optional<Instant> oldest(long last, Entry found) {
        return OldestPending.oldest(report(), Map.of(0, last), found == null ? Map.of() : Map.of(0, found));
    }

    private static Report report() {
        return new Report(new LogEnds(new UUID(0, 1), Map.of(0, 0L, 1, 0L), Map.of(0, 9L, 1, 9L)),
                Map.of(0, Position.at(5), 1, Position.at(2)), Optional.empty());
    }
}
