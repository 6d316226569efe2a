package io.winnow.session;

import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.post;
import static io.winnow.testing.Api.register;
import static io.winnow.testing.Api.session;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.winnow.testing.Background;
import io.winnow.testing.Servers;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class SessionEventsTest {

    @Test
    void events_that_come_before_their_session_belong_to_it_when_it_comes() {
        var id = newId();
        add(id, event("e1", "o1"), event("e2", "o2"));
        get("/session?session_id=" + id).then().statusCode(404);

        post("/session", session(id));

        assertThat(events(id)).extracting(event -> event.get("event_id")).containsExactly("e1", "e2");
    }

    @Test
    void the_first_event_with_an_id_wins_within_a_call() {
        var id = register();

        var added = add(id, event("same", "o1"), event("other", "o2"), event("same", "o3"), event("same", "o3"));

        assertThat(added.getString("session_id")).isEqualTo(id);
        assertThat(added.getInt("accepted")).isEqualTo(2);
        assertThat(added.getInt("duplicates")).isEqualTo(2);
        assertThat(events(id)).extracting(event -> event.get("object_id")).containsExactly("o1", "o2");
    }

    @Test
    void the_first_event_with_an_id_wins_across_calls() {
        var id = register();
        add(id, event("same", "o1"));

        var added = add(id, event("new", "o2"), event("same", "o3"));

        assertThat(added.getInt("accepted")).isEqualTo(1);
        assertThat(added.getInt("duplicates")).isEqualTo(1);
        assertThat(events(id)).extracting(event -> event.get("object_id")).containsExactly("o1", "o2");
    }

    @Test
    void the_same_event_sent_many_times_at_once_is_accepted_once() {
        var id = register();
        try (var background = new Background()) {

            var added = background.atOnce(16, () -> add(id, event("e1", "o1"), event("e2", "o2")));

            assertThat(added.stream().mapToInt(answer -> answer.getInt("accepted")).sum()).isEqualTo(2);
            assertThat(added.stream().mapToInt(answer -> answer.getInt("duplicates")).sum()).isEqualTo(30);
        }
        assertThat(events(id)).hasSize(2);
    }

    @Test
    void the_same_event_id_in_another_session_is_another_event() {
        var one = register();
        var other = register();
        add(one, event("same", "o1"));

        assertThat(add(other, event("same", "o2")).getInt("accepted")).isEqualTo(1);
    }

    @Test
    void events_come_by_their_time_and_then_by_their_arrival() {
        var id = register();
        var now = Instant.now().getEpochSecond();
        add(id, event("c", now), event("b", now - 10), event("z", now - 10));
        add(id, event("a", now - 10), event("d", now - 60));

        var events = events(id);

        assertThat(events).extracting(event -> event.get("event_id")).containsExactly("d", "b", "z", "a", "c");
    }

    @Test
    void an_event_is_a_click_now_unless_it_says_otherwise() {
        var id = register();
        var before = Instant.now().getEpochSecond();
        add(id, Map.of("event_id", "e1", "object_id", "o9", "unknown", 1),
                Map.of("event_id", "e2", "object_id", "o1", "event_type", "purchase", "meta", Map.of("price", 9.5)));

        var events = events(id);

        assertThat(events.get(0)).containsOnlyKeys("event_id", "object_id", "event_type", "created_at", "meta")
                .containsEntry("event_type", "click").containsEntry("meta", null);
        assertThat(((Number) events.get(0).get("created_at")).longValue()).isBetween(before, before + 60);
        assertThat(events.get(1)).containsEntry("event_type", "purchase").containsKey("meta");
    }

    @SafeVarargs
    private static JsonPath add(String sessionId, Map<String, Object>... events) {
        return post("/session/events", Map.of("session_id", sessionId, "events", List.of(events)))
                .then().statusCode(200).extract().jsonPath();
    }

    private static Map<String, Object> event(String id, String objectId) {
        return Map.of("event_id", id, "object_id", objectId);
    }

    private static Map<String, Object> event(String id, long time) {
        return Map.of("event_id", id, "object_id", "o1", "created_at", time);
    }

    private static List<Map<String, Object>> events(String sessionId) {
        return get("/session?session_id=" + sessionId).then().statusCode(200).extract().jsonPath().getList("events");
    }
}
