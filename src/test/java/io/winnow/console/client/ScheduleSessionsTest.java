package io.winnow.console.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.winnow.console.CommandLineRun;

import picocli.CommandLine.TypeConversionException;

/** The client's part of scheduling by a criterion, against answers as the service gives them. */
class ScheduleSessionsTest {

    @Test
    void the_criterion_is_sent_and_the_outcome_is_printed() throws IOException {
        try (var stage = new Stage().lines("{\"progress\":{\"matched\":10,\"scheduled\":9}}",
                "{\"matched\":20,\"scheduled\":15,\"already_scheduled\":0,\"skipped\":{\"payload_search\":5,\"no_expected_events\":0}}")) {
            var run = CommandLineRun.at(stage.url(), "schedule", "--from", "2026-11-01", "--to", "1795469817",
                    "--min-events", "2");

            assertThat(run.status()).as(run.err()).isZero();
            assertThat(stage.bodies()).containsExactly(
                    "{\"criterion\":{\"created_from\":1793491200,\"created_to\":1795469817,\"min_events\":2}}");
            assertThat(run.text())
                    .isEqualTo("matched 20, scheduled 15, already scheduled 0, skipped (payload search 5)\n");
        }
    }

    @Test
    void a_run_that_broke_off_is_repeated_and_counted_with_the_rest() throws IOException {
        try (var stage = new Stage().cutOff("{\"progress\":{\"matched\":10,\"scheduled\":10}}")
                .lines("{\"error\":{\"status\":503,\"detail\":\"away\"},\"matched\":5,\"scheduled\":4}")
                .lines("{\"matched\":2,\"scheduled\":1}")) {
            var run = CommandLineRun.of("schedule", "--from", "0", "--url", stage.url(), "--patience", "9s");

            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.text()).isEqualTo("matched 17, scheduled 15\n");
        }
    }

    @Test
    void a_run_that_stays_broken_tells_how_far_it_came_and_is_status_3() throws IOException {
        try (var stage = new Stage().lines("{\"error\":{\"status\":500,\"detail\":\"no\"},\"matched\":5}")) {
            var run = CommandLineRun.at(stage.url(), "schedule", "--from", "24h");

            assertThat(run.status()).isEqualTo(3);
            assertThat(run.text()).isEqualTo("matched 5\n");
            assertThat(run.err()).isEqualTo("no\n");
        }
    }

    @Test
    void without_a_time_nothing_is_scheduled() {
        assertThat(CommandLineRun.at("http://localhost:1", "schedule").status()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-25,2026-11-25T00:00:00Z", "2026-11-25T08:30,2026-11-25T08:30:00Z",
            "2026-11-25T08:30:15+02:00,2026-11-25T06:30:15Z", "2026-11-25T08:30:00Z,2026-11-25T08:30:00Z",
            "1795469817,2026-11-23T21:36:57Z", "24h,2026-11-27T12:00:00Z", "7d,2026-11-21T12:00:00Z",
            "0,1970-01-01T00:00:00Z"})
    void a_time_is_taken_as_one_types_it(String typed, Instant meant) {
        assertThat(atNoon().convert(typed)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-13-01", "7w", "-1", "2026-11-25 08:30"})
    void what_is_no_time_is_refused(String typed) {
        assertThatThrownBy(() -> atNoon().convert(typed)).isInstanceOf(TypeConversionException.class);
    }

    private static Instants atNoon() {
        return new Instants(Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC));
    }
}
