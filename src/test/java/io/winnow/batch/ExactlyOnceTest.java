package io.winnow.batch;

import static io.winnow.testing.Api.click;
import static io.winnow.testing.Api.collecting;
import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.post;
import static io.winnow.testing.Api.released;
import static io.winnow.testing.Api.schedule;
import static io.winnow.testing.Api.scheduledInFreshBatch;
import static io.winnow.testing.Api.walk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.winnow.testing.Api;
import io.winnow.testing.Background;
import io.winnow.testing.Database;
import io.winnow.testing.Servers;
import io.winnow.testing.Topics;

/** Promises 2, 3 and 4, through the whole service. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ExactlyOnceTest {

    @Test
    void the_same_record_delivered_again_gives_no_second_snapshot() {
        var id = scheduledInFreshBatch(1).get(0);
        var record = recordOf(id);
        deliverAgain(record);
        var first = released();

        deliverAgain(record);
        var other = Api.clicked();
        schedule(other);
        var second = released();

        assertThat(walk(first, 10)).extracting(snapshot -> snapshot.get("session_id")).containsExactly(id);
        assertThat(walk(second, 10)).extracting(snapshot -> snapshot.get("session_id")).containsExactly(other);
    }

    @Test
    void an_old_request_delivered_again_does_not_schedule_a_state_that_nobody_asked_for() {
        var id = scheduledInFreshBatch(1).get(0);
        var record = recordOf(id);
        released();

        click(id, "later", "o2");
        deliverAgain(record);
        schedule(Api.clicked());
        released();

        assertThat(Database.query("select version from batch_session where session_id = ?", id)).containsExactly("1");
    }

    @Test
    void a_request_repeated_while_its_event_waits_gives_one_snapshot() {
        Api.closeCollecting();
        var id = Api.clicked();

        IntStream.range(0, 5).forEach(i -> schedule(id));

        assertThat(walk(released(), 10)).hasSize(1);
    }

    @Test
    void a_session_that_changed_after_its_release_is_scheduled_again_and_else_is_not() {
        var id = scheduledInFreshBatch(1).get(0);
        var batch = released();

        var unchanged = schedule(id);
        click(id, "new", "o2");
        var changed = schedule(id);

        assertThat(unchanged.getString("status")).isEqualTo("already_released");
        assertThat(unchanged.getString("batch_id")).isEqualTo(batch);
        assertThat(changed.getString("status")).isEqualTo("scheduled");
        var next = released();
        assertThat(walk(next, 10)).extracting(snapshot -> snapshot.get("event_count")).containsExactly(2);
        assertThat(walk(batch, 10)).extracting(snapshot -> snapshot.get("event_count")).containsExactly(1);
        assertThat(get("/session?session_id=" + id).jsonPath().<Map<String, Object>>getList("batches")).containsExactly(
                Map.of("batch_id", batch, "session_number", 1, "status", "released", "event_count", 1),
                Map.of("batch_id", next, "session_number", 1, "status", "released", "event_count", 2));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_session_that_changes_while_it_is_appended_is_answered_with_a_state_that_a_batch_has(boolean isMark)
            throws Exception {
        scheduledInFreshBatch(1);
        var earlier = released();
        var id = Api.clicked();
        try (var background = new Background()) {
            Future<String> promised;
            try (var stalled = Stalled.snapshot(earlier, id, 1)) {
                schedule(id);
                stalled.awaitSomebody();
                promised = background.start(() -> {
                    change(id, isMark);
                    return schedule(id).getString("improvement_id");
                });
                await().until(() -> promised.isDone() || Stalled.isAnyoneWaiting("advisory"));
            }
            var improvement = Background.await(promised);
            released();

            assertThat(Database.query("select improvement_id from batch_session where session_id = ?", id))
                    .contains(improvement);
        }
    }

    @Test
    void a_snapshot_stays_as_it_was_whatever_becomes_of_its_session() {
        var id = scheduledInFreshBatch(1).get(0);
        var page = "/batch/sessions?batch_id=" + released();
        var before = get(page).asString();

        click(id, "later", "o2");
        post("/session/irrelevant", Map.of("session_id", id)).then().statusCode(200);
        Database.execute("delete from session_event where session_id = ?", id);
        Database.execute("delete from session where session_id = ?", id);

        assertThat(get(page).asString()).isEqualTo(before);
    }

    @Test
    void a_session_that_went_before_it_was_appended_is_counted_as_left_out() throws Exception {
        scheduledInFreshBatch(1);
        var id = Api.clicked();
        try (var stalled = Stalled.batches()) {
            schedule(id);
            Database.execute("delete from session where session_id = ?", id);
        }

        var release = Api.release(Api.newId()).then().statusCode(200).extract().jsonPath();

        assertThat(release.getInt("session_count")).isEqualTo(1);
        assertThat(release.getInt("left_out")).isEqualTo(1);
    }

    @Test
    void a_reader_that_pages_while_writers_append_sees_each_number_once() {
        scheduledInFreshBatch(1);
        var seen = new ArrayList<Integer>();
        try (var background = new Background()) {
            var writers = IntStream.range(0, 3).mapToObj(writer -> background.start(() -> {
                IntStream.range(0, 30).forEach(i -> schedule(Api.clicked()));
                return null;
            })).toList();
            var batch = collecting();

            await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(5)).until(() -> {
                var last = seen.isEmpty() ? 0 : seen.get(seen.size() - 1);
                seen.addAll(get("/batch/sessions?limit=4&batch_id=" + batch + "&after_number=" + last)
                        .jsonPath().<Integer>getList("sessions.session_number"));
                return seen.size() >= 91;
            });
            writers.forEach(Background::await);
        }

        assertThat(seen).containsExactlyElementsOf(IntStream.rangeClosed(1, 91).boxed().toList());
        assertThat(walk(released(), 50)).hasSize(91);
    }

    private static void change(String id, boolean isMark) {
        if (isMark) {
            post("/session/irrelevant", Map.of("session_id", id)).then().statusCode(200);
        } else {
            click(id, "later", "o2");
        }
    }

    private static ConsumerRecord<byte[], byte[]> recordOf(String sessionId) {
        return Topics.await(Topics.IMPROVEMENTS, 1, record -> sessionId.equals(Topics.text(record.key()))).get(0);
    }

    private static void deliverAgain(ConsumerRecord<byte[], byte[]> record) {
        Topics.send(new ProducerRecord<>(record.topic(), record.partition(), record.key(), record.value(),
                record.headers()));
    }
}
