package io.winnow.export;

import static io.restassured.RestAssured.given;
import static io.winnow.testing.Api.click;
import static io.winnow.testing.Api.clicked;
import static io.winnow.testing.Api.closeCollecting;
import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.post;
import static io.winnow.testing.Api.register;
import static io.winnow.testing.Api.released;
import static io.winnow.testing.Api.schedule;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.winnow.testing.Servers;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class ReportTest {

    @Test
    void a_report_tells_what_there_is_to_learn_and_what_may_be_wrong() {
        closeCollecting();
        schedule(clicked());
        var below = register();
        click(below, "e1", "o3");
        click(below, "e2", "not shown");
        schedule(below);
        var irrelevant = register();
        post("/session/irrelevant", Map.of("session_id", irrelevant)).then().statusCode(200);
        schedule(irrelevant);
        var batch = released();

        var report = get("/batch/report?fold=2&batch_id=" + batch).then().statusCode(200).extract().jsonPath();

        assertThat(report.getInt("last_number")).isEqualTo(3);
        assertThat(report.<Map<String, Object>>get("quality")).containsEntry("sessions", 3).containsEntry("events", 3)
                .containsEntry("events_by_type", Map.of("click", 3)).containsEntry("sessions_clicked", 2)
                .containsEntry("click_share", 0.6667f).containsEntry("sessions_clicked_below_fold_only", 1)
                .containsEntry("events_not_shown", 1).containsEntry("sessions_irrelevant", 1)
                .containsEntry("users_unknown", 3);
        assertThat(report.getList("quality.click_through.clicked")).isEqualTo(List.of(1, 0, 1));
        assertThat(report.getList("quality.click_through.shown")).isEqualTo(List.of(2, 2, 2));
        assertThat(report.getInt("quality.queries.distinct")).isEqualTo(3);
        assertThat(report.getInt("quality.yields.pairs.rows_out")).isEqualTo(2);
        assertThat(report.<Map<String, Integer>>get("quality.yields.pairs.sessions_left_out"))
                .isEqualTo(Map.of("irrelevant", 1));
    }

    @Test
    void a_report_tells_of_what_comes_more_than_once_and_of_what_comes_too_early() {
        closeCollecting();
        for (var query : List.of("Red  shoe", "red shoe", "hat")) {
            var id = newId();
            given().contentType("application/x-ndjson")
                    .body("""
                    {"session":{"session_id":"%s","search_query":"%s","search_results":[{"object_id":"o1"}],\
                    "user_id":"%s","created_at":1700000000},\
                    "events":[{"event_id":"e","object_id":"o1","created_at":%d}]}
                    """.formatted(id, query, query.equals("hat") ? "u2" : "u1", query.equals("hat") ? 1 : 1700000001)
                            .getBytes(UTF_8))
                    .post("/session/import?schedule=true").then().statusCode(200);
        }
        var batch = released();

        var quality = get("/batch/report?batch_id=" + batch).jsonPath();

        assertThat(quality.getInt("quality.events_too_early")).isEqualTo(1);
        assertThat(quality.getInt("quality.queries.distinct")).isEqualTo(2);
        assertThat(quality.getInt("quality.queries.repeated")).isEqualTo(2);
        assertThat(quality.getString("quality.queries.top[0].key")).isEqualTo("red shoe");
        assertThat(quality.getString("quality.users.top[0].key")).isEqualTo("u1");
        assertThat(quality.getInt("quality.users.top[0].sessions")).isEqualTo(2);
    }

    @Test
    void a_browser_gets_a_page_in_which_no_text_of_a_user_is_markup() {
        closeCollecting();
        var id = newId();
        post("/session", Map.of("session_id", id, "search_query", "<script>alert(1)</script>", "search_results",
                List.of(Map.of("object_id", "o1")))).then().statusCode(200);
        click(id, "e1", "o1");
        schedule(id);
        var batch = released();

        var page = given().accept("text/html,application/xhtml+xml,*/*;q=0.8")
                .get("/batch/report/page?batch_id=" + batch);

        assertThat(page.contentType()).startsWith("text/html");
        assertThat(page.asString()).contains("Batch " + batch, "&lt;script&gt;alert(1)").doesNotContain("<script>");
    }
}
