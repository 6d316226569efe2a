package io.winnow.improvement;

import static io.winnow.testing.Api.closeCollecting;
import static io.winnow.testing.Api.collecting;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.post;
import static io.winnow.testing.Api.released;
import static io.winnow.testing.Api.walk;
import static io.winnow.testing.Problems.faults;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.winnow.testing.Api;
import io.winnow.testing.Database;
import io.winnow.testing.Servers;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class ScheduleMatchingTest {
    /** A time that no other test has. */
    private final long time = ThreadLocalRandom.current().nextLong(1, 1_000_000) * 1_000;

    @Test
    void the_first_second_is_in_and_the_last_is_out() {
        closeCollecting();
        store(time - 1, 1);
        var in = List.of(store(time, 1), store(time + 9, 1));
        store(time + 10, 1);

        assertThat(run(Map.of("created_from", time, "created_to", time + 10))).isEqualTo(counts(2, 2, 0, 0));

        assertThat(batch()).containsExactlyInAnyOrderElementsOf(in);
    }

    @Test
    void one_bound_is_enough() {
        closeCollecting();
        // Before and after all that other tests leave behind.
        var first = store(-time, 1);
        var last = store(Long.MAX_VALUE - time, 1);

        assertThat(run(Map.of("created_to", 1 - time))).isEqualTo(counts(1, 1, 0, 0));
        assertThat(run(Map.of("created_from", Long.MAX_VALUE - time))).isEqualTo(counts(1, 1, 0, 0));

        assertThat(batch()).containsExactlyInAnyOrder(first, last);
    }

    @Test
    void only_sessions_with_enough_events_match() {
        closeCollecting();
        store(time, 0);
        store(time, 2);
        var enough = List.of(store(time, 3), store(time, 4));

        assertThat(run(Map.of("created_from", time, "created_to", time + 1, "min_events", 3)))
                .isEqualTo(counts(2, 2, 0, 0));

        assertThat(batch()).containsExactlyInAnyOrderElementsOf(enough);
    }

    @Test
    void what_can_teach_nothing_is_counted_and_a_mark_teaches() {
        closeCollecting();
        store(time, 0);
        Database.execute("update session set is_payload_search = true where session_id = ?", store(time, 1));
        var marked = store(time, 0);
        post("/session/irrelevant", Map.of("session_id", marked)).then().statusCode(200);

        assertThat(run(Map.of("created_from", time, "created_to", time + 1))).isEqualTo(counts(3, 1, 1, 1));

        assertThat(batch()).containsExactly(marked);
    }

    @Test
    void what_a_batch_holds_does_not_match_even_when_it_has_changed_since() {
        closeCollecting();
        var released = store(time, 1);
        Api.schedule(released);
        batch();
        Api.click(released, "later", "o1");
        var collected = store(time, 1);
        Api.schedule(collected);
        var fresh = store(time, 1);
        awaitInBatch(1);

        assertThat(run(Map.of("created_from", time, "created_to", time + 1))).isEqualTo(counts(1, 1, 0, 0));

        assertThat(batch()).containsExactlyInAnyOrder(collected, fresh);
    }

    @Test
    void all_of_many_pages_are_in_the_batch_once_however_often_it_is_run() {
        closeCollecting();
        var many = 2 * MatchingSessions.PAGE + 250;
        // Of one second, so that pages begin within it.
        var ids = store(time, 1, many);

        assertThat(run(Map.of("created_from", time, "created_to", time + 1))).isEqualTo(counts(many, many, 0, 0));
        awaitInBatch(many);
        assertThat(run(Map.of("created_from", time, "created_to", time + 1))).isEqualTo(counts(0, 0, 0, 0));

        assertThat(batch()).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void each_counts_as_a_call_does() {
        store(time, 0, 3);
        var before = skipped();

        run(Map.of("created_from", time, "created_to", time + 1));

        assertThat(skipped() - before).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"session_ids\":[\"s\"],\"criterion\":{\"created_from\":1}} | body: must have either session_ids or criterion, not both",
            "{\"criterion\":null} | body: must have either session_ids or criterion",
            "{\"criterion\":[]} | criterion: must be a JSON object",
            "{\"criterion\":{}} | criterion: must have created_from or created_to; created_from 0 stands for all",
            "{\"criterion\":{\"created_from\":\"1\"}} | criterion.created_from: must be an integer",
            "{\"criterion\":{\"created_to\":1.5}} | criterion.created_to: must be an integer",
            "{\"criterion\":{\"created_to\":9223372036854775808}} | criterion.created_to: must fit into 64 bits",
            "{\"criterion\":{\"created_to\":1,\"min_events\":-1}} | criterion.min_events: must be within 0 and 10000",
            "{\"criterion\":{\"created_to\":1,\"min_events\":10001}} | criterion.min_events: must be within 0 and 10000",
            "{\"criterion\":{\"created_to\":1,\"min_event\":5}} | criterion.min_event: is not known: must be one of created_from, created_to, min_events"})
    void what_is_no_criterion_is_refused(String body, String fault) {
        assertThat(faults(post("/sessions/use-for-improvement", body))).containsExactly(fault);
    }

    /** The last line. */
    private static Map<String, Object> run(Map<String, Object> criterion) {
        var answer = post("/sessions/use-for-improvement", Map.of("criterion", criterion)).then().statusCode(200)
                .contentType("application/x-ndjson").extract().asString();
        assertThat(answer).endsWith("}\n");
        return JsonPath.from(answer.lines().reduce((before, line) -> line).orElseThrow()).getMap("");
    }

    private static Map<String, Object> counts(int matched, int scheduled, int payloadSearches, int withoutEvents) {
        return Map.of("matched", matched, "scheduled", scheduled, "already_scheduled", 0, "already_released", 0,
                "skipped", Map.of("payload_search", payloadSearches, "no_expected_events", withoutEvents));
    }

    private static List<Object> batch() {
        return walk(released(), 1_000).stream().map(snapshot -> snapshot.get("session_id")).toList();
    }

    private static void awaitInBatch(int count) {
        Awaitility.await().until(() -> Api.get("/batch?batch_id=" + collecting()).jsonPath().getInt("session_count"),
                held -> held == count);
    }

    private static double skipped() {
        return Api.meter("winnow_improvements_total{outcome=\"no_expected_events\"}");
    }

    private static String store(long time, int events) {
        return store(time, events, 1).get(0);
    }

    /** By SQL, since the calls take no time that is long ago. */
    private static List<String> store(long time, int events, int count) {
        var prefix = newId();
        Database.execute("insert into session (session_id, search_query, search_results, shown, created_at,"
                + " is_payload_search) select ? || '-' || i, 'q', '[{\"object_id\":\"o1\"}]', array['o1'], ?, false"
                + " from generate_series(1, ?) i", prefix, time, count);
        Database.execute("insert into session_event (session_id, event_id, object_id, event_type, created_at)"
                + " select ? || '-' || i, 'e' || j, 'o1', 'click', 1 from generate_series(1, ?) i,"
                + " generate_series(1, ?) j", prefix, count, events);
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + "-" + i).toList();
    }
}
