package io.winnow.console.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Pace pace = new Pace(nanos::get);

    @Test
    void what_was_there_before_does_not_count_as_speed() {
        nanos.set(10_000_000_000L);

        assertThat(pace.left(500, 600, 1000)).isEqualTo("0:40 left");
        assertThat(pace.left(500, 500, 1000)).isEmpty();
        assertThat(pace.rate(100)).isEqualTo(10);
    }

    @Test
    void hours_are_told_as_such() {
        nanos.set(3_725_000_000_000L);

        assertThat(pace.elapsed()).isEqualTo("1:02:05");
    }

    @ParameterizedTest
    @CsvSource({"0,0 B", "999,999 B", "1000,1.0 kB", "999500,1.0 MB", "1234567890,1.2 GB"})
    void bytes_are_told_in_three_digits_or_so(long count, String words) {
        assertThat(Pace.bytes(count)).isEqualTo(words);
    }

    @Test
    void a_bar_stays_within_its_ends() {
        assertThat(Pace.bar(0.5)).isEqualTo("[##########----------]  50%");
        assertThat(Pace.bar(1.5)).isEqualTo("[####################] 100%");
    }
}
