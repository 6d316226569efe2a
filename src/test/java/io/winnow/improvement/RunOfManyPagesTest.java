package io.winnow.improvement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.winnow.improvement.MatchingSessions.Page;
import io.winnow.improvement.MatchingSessions.Place;
import io.winnow.testing.DocumentSchemas;

/** A run whose database and broker do as they are told, three sessions a page. */
class RunOfManyPagesTest {
    private static final Criterion ALL = new Criterion(0, Long.MAX_VALUE, 0);
    private static final Settings SETTINGS = new Settings(Optional.empty(), Duration.ofMillis(400));
    private static final int ENDLESS = Integer.MAX_VALUE;

    private final AtomicInteger pages = new AtomicInteger();
    private final AtomicInteger sends = new AtomicInteger();

    @Test
    void what_passes_is_waited_for_and_each_session_counts_once() {
        var lines = run(4, page -> page == 1, send -> send == 5);

        assertThat(lines.get(lines.size() - 1)).startsWith("{\"matched\":9,\"scheduled\":9,");
    }

    @Test
    void a_broker_that_stays_away_is_told_with_what_is_done() {
        var lines = run(3, page(-1), send -> send > 4);

        var last = DocumentSchemas.json(lines.get(lines.size() - 1).getBytes());
        assertThat(last.at("/error/status").intValue()).isEqualTo(503);
        // Of the page at which it went away, those that came through before the first failure.
        assertThat(last.get("scheduled").intValue()).isBetween(3, 5);
    }

    @Test
    void a_database_that_stays_away_is_told_with_what_is_done() {
        var lines = run(3, page(2), send -> false);

        assertThat(lines.get(lines.size() - 1)).startsWith("{\"error\":{\"type\":\"urn:winnow:problem:unavailable\"")
                .contains("\"status\":503,").contains("\"matched\":6,\"scheduled\":6,");
    }

    @Test
    void where_nothing_was_done_yet_there_are_no_lines() {
        assertThatThrownBy(() -> run(3, page(0), send -> false)).hasRootCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> run(3, page(-1), send -> true)).hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void a_reader_who_leaves_ends_it() {
        var reader = lines(ENDLESS, page(-1), send -> false).subscribe()
                .withSubscriber(AssertSubscriber.create(1)).awaitNextItem();

        reader.cancel();

        var before = pages.get();
        assertThat(reader.getItems().get(0)).startsWith("{\"progress\":{\"matched\":");
        // The page that was on its way may come yet.
        Awaitility.await().during(Duration.ofMillis(200)).atMost(Duration.ofSeconds(1))
                .until(() -> pages.get() <= before + 1);
    }

    private interface Fault {
        boolean at(int count);
    }

    private static Fault page(int away) {
        return count -> away >= 0 && count >= away;
    }

    private List<String> run(int count, Fault ofPage, Fault ofSend) {
        return lines(count, ofPage, ofSend).collect().asList().await().atMost(Duration.ofSeconds(5));
    }

    private Multi<String> lines(int count, Fault ofPage, Fault ofSend) {
        var matching = new MatchingSessions(null) {
            @Override
            Uni<Page> behind(Place place, Criterion criterion) {
                return fails(ofPage, pages, () -> new Page(List.of("a", "b", "c"),
                        pages.get() < count ? new Place(0, "c") : null));
            }
        };
        var improvement = new ScheduleImprovement(null, null, null, null, null) {
            @Override
            Uni<Verdict> scheduleIfThere(String id, String traceparent) {
                return fails(ofSend, sends, () -> Verdict.scheduled(new ImprovementEvent(id, 1, 0)));
            }
        };
        return new ScheduleMatching(matching, improvement, SETTINGS).schedule(ALL).await().indefinitely();
    }

    private static <T> Uni<T> fails(Fault fault, AtomicInteger calls, Supplier<T> answer) {
        return Uni.createFrom().deferred(() -> fault.at(calls.getAndIncrement())
                ? Uni.createFrom().failure(new IOException("away"))
                : Uni.createFrom().item(answer)).onItem().delayIt().by(Duration.ofMillis(1));
    }
}
