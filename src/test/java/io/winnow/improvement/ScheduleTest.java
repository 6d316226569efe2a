package io.winnow.improvement;

import static io.winnow.testing.Api.click;
import static io.winnow.testing.Api.clicked;
import static io.winnow.testing.Api.closeCollecting;
import static io.winnow.testing.Api.collecting;
import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.post;
import static io.winnow.testing.Api.register;
import static io.winnow.testing.Api.released;
import static io.winnow.testing.Api.schedule;
import static io.winnow.testing.Api.session;
import static io.winnow.testing.Api.walk;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.winnow.testing.Servers;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class ScheduleTest {

    @Test
    void a_scheduled_session_is_named_by_its_state_in_every_repeat() {
        closeCollecting();
        var id = clicked();

        var verdict = schedule(id);

        assertThat(verdict.<Map<String, Object>>get()).isEqualTo(verdict(id, "scheduled", null, id + ":1", null));
        assertThat(schedule(id).getString("improvement_id")).isEqualTo(id + ":1");
    }

    @Test
    void a_session_that_the_collecting_batch_holds_is_not_sent_again() {
        closeCollecting();
        var id = clicked();
        schedule(id);
        Awaitility.await().until(() -> get("/session?session_id=" + id).jsonPath().getList("batches").size() == 1);

        var verdict = schedule(id);

        var batch = collecting();
        assertThat(verdict.<Map<String, Object>>get())
                .isEqualTo(verdict(id, "already_scheduled", null, id + ":1", batch));
    }

    @Test
    void a_payload_search_is_skipped_whatever_was_clicked() {
        var id = newId();
        post("/session", "{\"session_id\":\"" + id + "\",\"search_query\":\"\",\"payload_filter\":{\"a\":1},"
                + "\"search_results\":[{\"object_id\":\"o1\"}]}").then().statusCode(200);
        click(id, "e1", "o1");

        var verdict = schedule(id);

        assertThat(verdict.<Map<String, Object>>get()).isEqualTo(verdict(id, "skipped", "payload_search", null, null));
    }

    @Test
    void a_session_without_events_is_skipped() {
        var id = register();

        var verdict = schedule(id);

        assertThat(verdict.<Map<String, Object>>get())
                .isEqualTo(verdict(id, "skipped", "no_expected_events", null, null));
    }

    @Test
    void an_event_on_something_that_was_not_shown_does_not_count() {
        var id = register();
        click(id, "e1", "never shown");

        assertThat(schedule(id).getString("reason")).isEqualTo("no_expected_events");
    }

    @Test
    void an_irrelevant_session_is_scheduled_without_events_and_its_snapshot_says_so() {
        closeCollecting();
        var id = register();
        post("/session/irrelevant", Map.of("session_id", id));

        assertThat(schedule(id).getString("status")).isEqualTo("scheduled");

        assertThat(walk(released(), 10)).hasSize(1).first().satisfies(snapshot -> assertThat(snapshot)
                .containsEntry("session_id", id).containsEntry("is_irrelevant", true).containsEntry("event_count", 0)
                .containsEntry("events", List.of()));
    }

    @Test
    void a_mark_after_the_release_makes_a_new_state_that_can_be_scheduled() {
        closeCollecting();
        var id = clicked();
        schedule(id);
        released();
        post("/session/irrelevant", Map.of("session_id", id));

        var verdict = schedule(id);

        assertThat(verdict.<Map<String, Object>>get()).isEqualTo(verdict(id, "scheduled", null, id + ":2", null));
        assertThat(walk(released(), 10)).extracting(snapshot -> snapshot.get("is_irrelevant")).containsExactly(true);
    }

    @Test
    void skipped_sessions_enter_no_batch() {
        closeCollecting();
        schedule(register());
        var id = newId();
        post("/session", session(id, "\"is_payload_search\":true"));
        schedule(id);
        var good = clicked();
        schedule(good);

        assertThat(walk(released(), 10)).extracting(snapshot -> snapshot.get("session_id")).containsExactly(good);
    }

    private static Map<String, Object> verdict(String sessionId, String status, String reason, String improvementId,
            String batchId) {
        var verdict = new HashMap<String, Object>(Map.of("session_id", sessionId, "status", status));
        verdict.put("reason", reason);
        verdict.put("improvement_id", improvementId);
        verdict.put("batch_id", batchId);
        return verdict;
    }
}
