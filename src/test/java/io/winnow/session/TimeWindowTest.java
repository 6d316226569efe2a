package io.winnow.session;

import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.post;
import static io.winnow.testing.Api.session;
import static io.winnow.testing.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.winnow.testing.Api;
import io.winnow.testing.Servers;

/** With minutes to spare on either side; the second itself is the unit test's. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class TimeWindowTest {
    private static final long HOUR = 60 * 60;

    static LongStream outside() {
        var now = Instant.now().getEpochSecond();
        return LongStream.of(now - 12 * HOUR - 60, now + 6 * 60, now * 1_000, 0, -1, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    @ParameterizedTest
    @MethodSource("outside")
    void a_session_at_another_time_is_400(long time) {
        var problem = problem(post("/session", session(newId(), "\"created_at\":" + time)), 400);

        assertThat(problem.get("detail").textValue()).isEqualTo("Invalid utc timestamp: " + time);
        assertThat(problem.get("title").textValue()).isEqualTo("Invalid timestamp");
    }

    @ParameterizedTest
    @MethodSource("outside")
    void an_event_at_another_time_is_400(long time) {
        var problem = problem(post("/session/events", events(newId(), time)), 400);

        assertThat(problem.get("detail").textValue()).isEqualTo("Invalid utc timestamp: " + time);
    }

    @ParameterizedTest
    @ValueSource(longs = {-12 * HOUR + 60, 0, 4 * 60})
    void a_time_within_comes_back_as_it_was_sent(long fromNow) {
        var time = Instant.now().getEpochSecond() + fromNow;

        var answer = post("/session", session(newId(), "\"created_at\":" + time));

        assertThat(answer.jsonPath().getLong("created_at")).isEqualTo(time);
    }

    @Test
    void no_time_is_now() {
        var before = Instant.now().getEpochSecond();

        var answer = post("/session", session(newId(), "\"created_at\":null"));

        assertThat(answer.jsonPath().getLong("created_at")).isBetween(before, Instant.now().getEpochSecond());
    }

    @Test
    void one_event_at_another_time_keeps_the_whole_call_out() {
        var id = Api.register();

        post("/session/events", events(id, 17)).then().statusCode(400);

        assertThat(get("/session?session_id=" + id).jsonPath().getList("events")).isEmpty();
    }

    private static String events(String sessionId, long time) {
        return "{\"session_id\":\"%s\",\"events\":[{\"event_id\":\"e1\",\"object_id\":\"o1\"},{\"event_id\":\"e2\","
                .formatted(sessionId) + "\"object_id\":\"o1\",\"created_at\":" + time + "}]}";
    }
}
