package io.winnow.session;

import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.post;
import static io.winnow.testing.Problems.faults;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.winnow.testing.Api;
import io.winnow.testing.Servers;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class LimitsTest {
    private static final int MOST_A_CALL = 1_000;
    private static final int MOST_A_SESSION = 10_000;

    @Test
    void a_thousand_results_with_their_meta_are_taken() {
        var answer = post("/session", sessionOf(MOST_A_CALL)).then().statusCode(200).extract().jsonPath();

        assertThat(answer.getList("search_results")).hasSize(MOST_A_CALL);
    }

    @Test
    void one_more_result_is_too_many() {
        assertThat(faults(post("/session", sessionOf(MOST_A_CALL + 1))))
                .containsExactly("search_results: must have at most 1000 items");
    }

    @Test
    void one_event_more_than_a_thousand_a_call_is_too_many_and_none_is_added() {
        var id = Api.register();

        assertThat(faults(add(id, 0, MOST_A_CALL + 1))).containsExactly("events: must have at most 1000 items");

        assertThat(eventCount(id)).isZero();
    }

    @Test
    void events_that_would_make_a_session_pass_ten_thousand_are_refused_whole() {
        var id = registeredWithEvents(MOST_A_SESSION - 1);

        var refused = add(id, MOST_A_SESSION - 1, 2);

        assertThat(faults(refused)).hasSize(1).first().asString().contains("a session has at most 10000 events");
        assertThat(eventCount(id)).isEqualTo(MOST_A_SESSION - 1);
    }

    @Test
    void the_ten_thousandth_event_is_taken() {
        var id = registeredWithEvents(MOST_A_SESSION - 1);

        add(id, MOST_A_SESSION - 1, 1).then().statusCode(200);

        assertThat(eventCount(id)).isEqualTo(MOST_A_SESSION);
    }

    @Test
    void a_full_session_takes_a_repeat_that_adds_nothing() {
        var id = registeredWithEvents(MOST_A_SESSION);

        var repeat = add(id, 0, MOST_A_CALL).then().statusCode(200).extract().jsonPath();

        assertThat(repeat.getInt("accepted")).isZero();
        assertThat(repeat.getInt("duplicates")).isEqualTo(MOST_A_CALL);
    }

    private static Map<String, Object> sessionOf(int results) {
        return Map.of("session_id", newId(), "search_query", "q", "search_results", IntStream.range(0, results)
                .mapToObj(i -> Map.of("object_id", "o" + i, "rank", i, "meta", Map.of("title", "Title " + i)))
                .toList());
    }

    private static String registeredWithEvents(int count) {
        var id = Api.register();
        for (var first = 0; first < count; first += MOST_A_CALL) {
            add(id, first, Math.min(MOST_A_CALL, count - first)).then().statusCode(200);
        }
        return id;
    }

    private static Response add(String sessionId, int first, int count) {
        var events = IntStream.range(first, first + count)
                .mapToObj(i -> Map.of("event_id", "e" + i, "object_id", "o1")).toList();
        return post("/session/events", Map.of("session_id", sessionId, "events", events));
    }

    private static int eventCount(String sessionId) {
        return get("/session?session_id=" + sessionId).jsonPath().getList("events").size();
    }
}
