package io.winnow.release;

import static io.winnow.testing.Api.clicked;
import static io.winnow.testing.Api.closeCollecting;
import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.release;
import static io.winnow.testing.Api.schedule;
import static io.winnow.testing.Api.scheduledInFreshBatch;
import static io.winnow.testing.Api.walk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.winnow.batch.Stalled;
import io.winnow.testing.Api;
import io.winnow.testing.Background;
import io.winnow.testing.Database;
import io.winnow.testing.Servers;
import io.winnow.testing.Topics;

/** Promises 5, 6 and 8. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ReleaseTest {

    @Test
    void release_waits_for_what_is_acknowledged_but_not_consumed() throws Exception {
        scheduledInFreshBatch(1);
        var late = clicked();
        try (var background = new Background()) {
            Future<Response> release;
            try (var stalled = Stalled.batches()) {
                assertThat(schedule(late).getString("status")).isEqualTo("scheduled");
                release = background.start(() -> release(newId()));
                awaitTargets();
                assertThat(release.isDone()).isFalse();
            }

            var batch = Background.await(release).then().statusCode(200).extract().jsonPath().getString("batch_id");

            assertThat(walk(batch, 10)).extracting(snapshot -> snapshot.get("session_id")).contains(late).hasSize(2);
        }
    }

    @Test
    void a_release_that_can_not_be_complete_in_time_closes_nothing_and_can_be_repeated() throws Exception {
        scheduledInFreshBatch(1);
        var late = clicked();
        var id = newId();
        try (var stalled = Stalled.batches()) {
            schedule(late);
            release(id).then().statusCode(503).header("Retry-After", notNullValue())
                    .body("title", equalTo("Unavailable, try again"));
            assertThat(get("/batches?status=collecting").jsonPath().getList("batches")).hasSize(1);
        }

        release(id).then().statusCode(200).body("session_count", equalTo(2));
    }

    @Test
    void a_repeat_waits_for_what_the_first_call_waited_for_and_not_for_what_came_since() throws Exception {
        scheduledInFreshBatch(1);
        var id = newId();
        try (var stalled = Stalled.batches()) {
            schedule(clicked());
            release(id).then().statusCode(503);
            var targets = targets(id);
            schedule(clicked());

            release(id).then().statusCode(503);

            assertThat(targets(id)).isEqualTo(targets).isNotEmpty();
        }
    }

    @Test
    void the_same_release_id_gives_the_same_answer_and_one_message() {
        scheduledInFreshBatch(2);
        var id = newId();
        var first = release(id).then().statusCode(200).extract().asString();

        scheduledInFreshBatch(0);
        schedule(clicked());
        var again = release(id).then().statusCode(200).extract().asString();

        assertThat(again).isEqualTo(first);
        awaitNothingUnsent();
        assertThat(Topics.all(Topics.RELEASES)).filteredOn(record -> Topics.text(record.value()).contains(id))
                .hasSize(1);
    }

    @Test
    void calls_with_one_id_that_meet_at_the_last_step_get_one_answer() throws Exception {
        scheduledInFreshBatch(1);
        awaitNothingPending();
        var id = newId();
        try (var background = new Background()) {
            List<Future<Response>> calls;
            try (var stalled = Stalled.releases()) {
                calls = Stream.generate(() -> background.start(() -> release(id))).limit(4).toList();
                awaitWaitingForLock(4);
            }

            var answers = calls.stream().map(Background::await).toList();

            assertThat(answers).extracting(Response::statusCode).containsOnly(200);
            assertThat(answers).extracting(Response::asString).containsOnly(answers.get(0).asString());
        }
    }

    @Test
    void many_releases_at_once_close_each_batch_once() {
        scheduledInFreshBatch(3);
        var sameId = newId();
        try (var background = new Background()) {
            var same = background.start(() -> background.atOnce(8, () -> release(sameId)));
            var different = background.atOnce(8, () -> release(newId()));

            var answers = new ArrayList<>(Background.await(same));
            answers.addAll(different);

            var released = answers.stream().filter(answer -> answer.statusCode() == 200)
                    .map(Response::asString).distinct().toList();
            assertThat(released).hasSize(1);
            assertThat(answers).extracting(Response::statusCode).containsOnly(200, 404);
        }
        var batch = get("/batches?limit=1").jsonPath().getString("batches[0].batch_id");
        awaitNothingUnsent();
        assertThat(Topics.all(Topics.RELEASES)).filteredOn(record -> batch.equals(Topics.text(record.key())))
                .hasSize(1);
        assertThat(new HashSet<>(walk(batch, 10))).hasSize(3);
    }

    @Test
    void without_a_collecting_batch_there_is_nothing_to_release_and_the_id_stays_free() {
        closeCollecting();
        var id = newId();

        release(id).then().statusCode(404).body("detail", equalTo("There is no collecting batch"));

        schedule(clicked());
        release(id).then().statusCode(200).body("session_count", equalTo(1));
    }

    @Test
    void when_the_message_can_not_be_stored_nothing_is_closed() {
        scheduledInFreshBatch(1);
        var id = newId();
        Database.execute("create function refuse() returns trigger language plpgsql as "
                + "$$ begin raise exception 'full' using errcode = '53100'; end $$");
        Database.execute("create trigger refuse before insert on outbox execute function refuse()");
        try {
            release(id).then().statusCode(503);
        } finally {
            Database.execute("drop function refuse cascade");
        }

        assertThat(get("/batches?status=collecting").jsonPath().getList("batches")).hasSize(1);
        release(id).then().statusCode(200);
    }

    @Test
    void a_batch_that_was_released_tells_when_it_was_announced() {
        scheduledInFreshBatch(1);
        var batch = Api.released();

        Awaitility.await().untilAsserted(() -> get("/batch?batch_id=" + batch).then().statusCode(200)
                .body("announced_at", notNullValue()).body("status", equalTo("released"))
                .body("pending", equalTo(null)));
    }

    private static List<String> targets(String releaseId) {
        return Database.query(
                "select partition || ':' || next_offset from release_target where release_id = ? order by 1",
                releaseId);
    }

    private static void awaitTargets() {
        Awaitility.await().until(() -> !Database.query("select 1 from release_target t where not exists "
                + "(select from batch b where b.release_id = t.release_id)").isEmpty());
    }

    private static void awaitNothingPending() {
        // Of the batch that collects: there is none until the first session has been appended.
        Awaitility.await().until(() -> Integer.valueOf(0)
                .equals(get("/batches?status=collecting").jsonPath().get("batches[0].pending")));
    }

    private static void awaitWaitingForLock(int statements) {
        Awaitility.await().until(() -> Database.query("select 1 from pg_stat_activity where wait_event_type = 'Lock'")
                .size() >= statements);
    }

    private static void awaitNothingUnsent() {
        Awaitility.await().until(() -> Database.query("select 1 from outbox where sent_at is null").isEmpty());
    }
}
