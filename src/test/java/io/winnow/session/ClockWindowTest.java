package io.winnow.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.winnow.problem.ProblemException;

class ClockWindowTest {
    private static final long NOW = 1_795_469_817;
    private static final long MOST_PAST = 12 * 60 * 60;
    private static final long MOST_AHEAD = 5 * 60;

    private final ClockWindow window = new ClockWindow(
            Clock.fixed(Instant.ofEpochSecond(NOW, 999_999_999), ZoneOffset.UTC), new Window());

    private record Window(Duration mostPast, Duration mostAhead) implements IntakeConfig {
        Window() {
            this(Duration.ofSeconds(MOST_PAST), Duration.ofSeconds(MOST_AHEAD));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {NOW - MOST_PAST, NOW - 1, NOW, NOW + 1, NOW + MOST_AHEAD})
    void a_time_within_the_window_is_believed(long reported) {
        assertThat(window.timeOrNow(reported)).isEqualTo(reported);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, NOW - MOST_PAST - 1, NOW + MOST_AHEAD + 1, NOW * 1_000,
            Long.MAX_VALUE})
    void a_time_outside_is_400_and_named(long reported) {
        var refused = catchThrowableOfType(ProblemException.class, () -> window.timeOrNow(reported)).problem();

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.detail()).isEqualTo("Invalid utc timestamp: " + reported);
    }

    @Test
    void no_time_is_now_in_whole_seconds() {
        assertThat(window.timeOrNow(null)).isEqualTo(NOW);
    }
}
