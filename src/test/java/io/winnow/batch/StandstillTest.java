package io.winnow.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.winnow.batch.Progress.Report;
import io.winnow.improvement.LogEnds;

class StandstillTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Instant now = Instant.EPOCH;
    private final Standstill standstill = new Standstill(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }, PATIENCE);

    @Test
    void a_partition_seen_twice_at_one_position_with_records_ahead_is_standing() {
        standstill.look(report(5, 9));
        var atFirst = standstill.isStanding(0);

        standstill.look(report(5, 9));

        assertThat(atFirst).isFalse();
        assertThat(standstill.isStanding(0)).isTrue();
    }

    @Test
    void a_partition_that_moves_or_has_nothing_to_consume_is_not_standing() {
        standstill.look(report(5, 9));

        standstill.look(report(6, 12));
        assertThat(standstill.isStanding(0)).isFalse();

        standstill.look(report(12, 12));
        standstill.look(report(12, 12));
        assertThat(standstill.isStanding(0)).isFalse();
    }

    @Test
    void a_partition_is_late_when_it_has_stood_still_beyond_patience() {
        standstill.look(report(5, 9));
        now = now.plus(PATIENCE);
        standstill.look(report(5, 10));
        var onTheEdge = standstill.late();

        now = now.plusMillis(1);

        assertThat(onTheEdge).isEmpty();
        assertThat(standstill.late()).containsExactly(0);
    }

    private static Report report(long position, long end) {
        return new Report(new LogEnds(new UUID(0, 1), Map.of(0, 0L), Map.of(0, end)), Map.of(0, Position.at(position)),
                Optional.empty());
    }
}
