package io.winnow.improvement;

import static io.winnow.testing.Api.clicked;
import static io.winnow.testing.Api.closeCollecting;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.post;
import static io.winnow.testing.Api.register;
import static io.winnow.testing.Api.released;
import static io.winnow.testing.Api.walk;
import static io.winnow.testing.Problems.faults;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.winnow.testing.Database;
import io.winnow.testing.Servers;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class ScheduleManyTest {
    private static final int MOST = 1_000;

    @Test
    void each_session_has_its_verdict_in_the_order_of_the_call() {
        closeCollecting();
        var good = clicked();
        var mute = register();
        var unknown = newId();

        var verdicts = verdicts(List.of(unknown, good, mute, good));

        assertThat(verdicts).extracting(verdict -> verdict.get("session_id"))
                .containsExactly(unknown, good, mute, good);
        assertThat(verdicts).extracting(verdict -> verdict.get("status"))
                .containsExactly("not_found", "scheduled", "skipped", "scheduled");
        assertThat(verdicts.get(1)).containsEntry("improvement_id", good + ":1");
        assertThat(verdicts.get(2)).containsEntry("reason", "no_expected_events");
        assertThat(walk(released(), 10)).extracting(snapshot -> snapshot.get("session_id")).containsExactly(good);
    }

    @Test
    void as_many_as_a_call_may_name_are_in_the_batch_once_each() {
        closeCollecting();
        var prefix = newId();
        Database.execute("insert into session (session_id, search_query, search_results, shown, created_at,"
                + " is_payload_search) select ? || '-' || i, 'q', '[{\"object_id\":\"o\"}]', array['o'], 1, false"
                + " from generate_series(1, " + MOST + ") i", prefix);
        Database.execute("insert into session_event (session_id, event_id, object_id, event_type, created_at)"
                + " select ? || '-' || i, 'e', 'o', 'click', 1 from generate_series(1, " + MOST + ") i", prefix);
        var ids = IntStream.rangeClosed(1, MOST).mapToObj(i -> prefix + "-" + i).toList();

        assertThat(verdicts(ids)).extracting(verdict -> verdict.get("status")).containsOnly("scheduled");
        assertThat(verdicts(ids)).hasSize(MOST).extracting(verdict -> verdict.get("status"))
                .containsAnyOf("scheduled", "already_scheduled").doesNotContain("skipped", "not_found");

        assertThat(walk(released(), MOST)).extracting(snapshot -> snapshot.get("session_id"))
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void what_is_no_list_of_ids_is_refused_whole() {
        assertThat(faults(use(List.of()))).containsExactly("session_ids: must have at least one item");
        assertThat(faults(use(Stream.generate(() -> "s").limit(MOST + 1).toList())))
                .containsExactly("session_ids: must have at most 1000 items");
        assertThat(faults(use(List.of("s", 5, "")))).containsExactly("session_ids[1]: must be a text",
                "session_ids[2]: must not be empty");
        assertThat(faults(use("s"))).containsExactly("session_ids: must be a list");
    }

    private static List<Map<String, Object>> verdicts(List<String> ids) {
        return use(ids).then().statusCode(200).extract().jsonPath().getList("verdicts");
    }

    private static Response use(Object ids) {
        return post("/sessions/use-for-improvement", Map.of("session_ids", ids));
    }
}
