package io.winnow.release;

import static io.winnow.testing.Api.clicked;
import static io.winnow.testing.Api.closeCollecting;
import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.post;
import static io.winnow.testing.Api.schedule;
import static io.winnow.testing.Api.scheduledInFreshBatch;
import static io.winnow.testing.Problems.faults;
import static io.winnow.testing.Problems.problem;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.winnow.testing.Database;
import io.winnow.testing.Servers;

/** Releases with a condition, with a note, and those that only tell. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ReleaseWithCareTest {

    @Test
    void a_batch_that_is_too_small_is_not_closed() {
        scheduledInFreshBatch(2);
        var id = newId();

        var refused = release(Map.of("release_id", id, "min_sessions", 3));

        assertThat(problem(refused, 409).get("detail").textValue())
                .contains("has 2 sessions, and min_sessions is 3: nothing was closed");
        assertThat(collecting()).hasSize(1);
        assertThat(targets(id)).isEmpty();
        var enough = release(Map.of("release_id", id, "min_sessions", 2));
        assertThat(enough.then().statusCode(200).extract().jsonPath().getInt("session_count")).isEqualTo(2);
    }

    @Test
    void a_refusal_that_cannot_be_carried_out_is_no_refusal_but_a_503() {
        scheduledInFreshBatch(2);
        var id = newId();
        Database.execute("create function no_delete() returns trigger language plpgsql as"
                + " $$ begin raise exception 'full' using errcode = '53100'; end $$");
        Database.execute("create trigger no_delete before delete on release_target execute function no_delete()");
        try {
            release(Map.of("release_id", id, "min_sessions", 3)).then().statusCode(503);
            problem(release(Map.of("release_id", id, "min_sessions", 3, "dry_run", true)), 409);
        } finally {
            Database.execute("drop function no_delete cascade");
            Database.execute("delete from release_target where release_id like 'dry run%'");
        }

        problem(release(Map.of("release_id", id, "min_sessions", 3)), 409);
        assertThat(targets(id)).isEmpty();
    }

    @Test
    void a_note_is_kept_and_announced() {
        scheduledInFreshBatch(1);
        var note = "nightly, by \"Ada\" 🦊";

        var release = released(Map.of("release_id", newId(), "note", note));

        var batch = release.getString("batch_id");
        assertThat(release.getString("note")).isEqualTo(note);
        assertThat(get("/batch?batch_id=" + batch).jsonPath().getString("note")).isEqualTo(note);
        assertThat(announcement(batch)).containsEntry("note", note);
    }

    @Test
    void without_a_note_none_is_announced() {
        scheduledInFreshBatch(1);

        var release = released(Map.of("release_id", newId()));

        assertThat(release.<String>get("note")).isNull();
        assertThat(announcement(release.getString("batch_id"))).doesNotContainKey("note");
    }

    @Test
    void a_repeat_gives_the_first_answer_whatever_else_it_asks_for() {
        scheduledInFreshBatch(1);
        var id = newId();
        var first = release(Map.of("release_id", id, "note", "first")).then().statusCode(200).extract().asString();

        assertThat(List.of(
                release(Map.of("release_id", id, "note", "second")),
                release(Map.of("release_id", id, "min_sessions", 99)),
                release(Map.of("release_id", id, "dry_run", true)))).extracting(Response::asString).containsOnly(first);
    }

    @Test
    void a_dry_run_tells_what_would_be_released_and_closes_nothing() {
        scheduledInFreshBatch(1);
        // Not appended yet, as a rule: a dry run waits for it as a release does.
        schedule(clicked());
        var id = newId();

        var told = released(Map.of("release_id", id, "note", "n", "min_sessions", 2, "dry_run", true));

        assertThat(told.getBoolean("dry_run")).isTrue();
        assertThat(told.<Long>get("released_at")).isNull();
        assertThat(collecting()).containsExactly(told.getString("batch_id"));
        assertThat(Database.query("select payload from outbox where key = ?", told.getString("batch_id"))).isEmpty();
        assertThat(Database.query("select release_id from release_target where release_id like 'dry run%'")).isEmpty();
        var release = released(Map.of("release_id", id, "note", "n"));
        assertThat(release.getBoolean("dry_run")).isFalse();
        assertThat(release.getString("batch_id")).isEqualTo(told.getString("batch_id"));
        assertThat(release.getInt("session_count")).isEqualTo(told.getInt("session_count")).isEqualTo(2);
    }

    @Test
    void a_dry_run_is_refused_as_the_release_would_be() {
        closeCollecting();
        problem(release(Map.of("release_id", newId(), "dry_run", true)), 404);
        schedule(clicked());

        problem(release(Map.of("release_id", newId(), "min_sessions", 2, "dry_run", true)), 409);

        assertThat(collecting()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "\"min_sessions\":-1    | min_sessions: must not be negative",
            "\"min_sessions\":1.5   | min_sessions: must be an integer",
            "\"min_sessions\":\"1\" | min_sessions: must be an integer",
            "\"note\":7             | note: must be a text",
            "\"dry_run\":\"yes\"    | dry_run: must be true or false"})
    void what_is_asked_for_wrongly_is_named(String member, String fault) {
        assertThat(faults(post("/batch/release", "{\"release_id\":\"r\"," + member + "}"))).containsExactly(fault);
    }

    @Test
    void a_note_has_at_most_a_thousand_characters() {
        assertThat(faults(release(Map.of("release_id", "r", "note", "🦊".repeat(1_001)))))
                .containsExactly("note: must have at most 1000 characters");
    }

    private static Response release(Map<String, Object> request) {
        return post("/batch/release", request);
    }

    private static JsonPath released(Map<String, Object> request) {
        return release(request).then().statusCode(200).extract().jsonPath();
    }

    private static List<String> collecting() {
        return get("/batches?status=collecting").jsonPath().getList("batches.batch_id");
    }

    private static List<String> targets(String releaseId) {
        return Database.query("select partition::text from release_target where release_id = ?", releaseId);
    }

    private static Map<String, Object> announcement(String batchId) {
        var payload = Database.query("select payload from outbox where key = ?", batchId).get(0);
        return JsonPath.from(payload).getMap("");
    }
}
