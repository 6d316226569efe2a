package io.winnow.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

import io.winnow.batch.Cursor.Finding;

/** At offset 100, behind a record that was written at 1,099 ms by leader 1. */
class CursorTest {
    private static final Cursor SOUGHT = Cursor.at(new Position(100, 1_099L, null), 0, false);

    @Test
    void it_is_sought_to_the_record_before_which_must_be_the_one_that_was_consumed() {
        assertThat(SOUGHT.from()).isEqualTo(99);
        assertThat(SOUGHT.judge(records(1, 99, 100))).isEqualTo(Finding.FOLLOWS);
        assertThat(SOUGHT.judge(records(1, 99))).isEqualTo(Finding.FOLLOWS);
        assertThat(SOUGHT.judge(List.of(record(99, 2_000, 1), record(100, 2_001, 1)))).isEqualTo(Finding.CONTRADICTS);
    }

    @Test
    void before_that_is_seen_nothing_is_taken() {
        assertThat(SOUGHT.judge(records(1, 100, 101))).isEqualTo(Finding.STALE);
        assertThat(SOUGHT.judge(records(1, 0, 50))).isEqualTo(Finding.STALE);
    }

    @Test
    void where_the_record_before_is_not_known_or_deleted_by_rights_nothing_has_to_be_proven() {
        for (var cursor : List.of(Cursor.at(Position.at(100), 0, false),
                Cursor.at(new Position(100, 1_099L, null), 100, false))) {
            assertThat(cursor.from()).isEqualTo(100);
            assertThat(cursor.judge(records(7, 100))).isEqualTo(Finding.FOLLOWS);
        }
    }

    @Test
    void a_gap_tells_nothing_wherever_it_is_seen() {
        assertThat(behind99().judge(records(1, 101))).isEqualTo(Finding.STALE);
        assertThat(SOUGHT.judge(records(1, 99, 101))).isEqualTo(Finding.STALE);
    }

    @Test
    void another_leader_has_to_prove_that_it_has_the_same_log() {
        assertThat(behind99().judge(records(1, 100))).isEqualTo(Finding.FOLLOWS);
        assertThat(behind99().judge(records(2, 100))).isEqualTo(Finding.IN_DOUBT);
        assertThat(behind99().judge(List.of(record(100, 1_100, 1), record(101, 1_101, 2)))).isEqualTo(Finding.IN_DOUBT);
    }

    @Test
    void the_leader_that_wrote_the_record_before_is_known_from_the_proof() {
        assertThat(SOUGHT.provenBy(records(1, 99)).judge(records(1, 100))).isEqualTo(Finding.FOLLOWS);
        assertThat(SOUGHT.provenBy(records(1, 99)).judge(records(2, 100))).isEqualTo(Finding.IN_DOUBT);
    }

    @Test
    void a_leader_that_was_in_doubt_is_taken_once_it_has_proven_itself() {
        var soughtAgain = Cursor.at(new Position(100, 1_099L, null), 0, true);

        assertThat(soughtAgain.judge(records(2, 100))).isEqualTo(Finding.STALE);
        assertThat(soughtAgain.provenBy(records(1, 99)).judge(records(2, 100))).isEqualTo(Finding.FOLLOWS);
    }

    @Test
    void a_log_that_was_consumed_already_and_is_another_one_contradicts_whenever_it_is_seen() {
        assertThat(behind99().judge(List.of(record(98, 1_900, 2), record(99, 2_000, 2))))
                .isEqualTo(Finding.CONTRADICTS);
    }

    private static Cursor behind99() {
        return Cursor.at(Position.at(99), 0, false).behind(record(99, 1_099, 1));
    }

    private static List<ConsumerRecord<byte[], PolledValue>> records(int leader, long... offsets) {
        return LongStream.of(offsets).mapToObj(offset -> record(offset, 1_000 + offset, leader)).toList();
    }

    private static ConsumerRecord<byte[], PolledValue> record(long offset, long time, int leader) {
        return new ConsumerRecord<>("t", 0, offset, time, TimestampType.CREATE_TIME, 0, 0, new byte[0], null,
                new RecordHeaders(), Optional.of(leader));
    }
}
