package io.winnow.release;

import static io.winnow.testing.Api.closeCollecting;
import static io.winnow.testing.Api.collecting;
import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.post;
import static io.winnow.testing.Api.release;
import static io.winnow.testing.Api.scheduledInFreshBatch;
import static io.winnow.testing.Topics.headers;
import static io.winnow.testing.Topics.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.winnow.testing.Database;
import io.winnow.testing.Problems;
import io.winnow.testing.Servers;
import io.winnow.testing.Topics;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class AnnounceAgainTest {

    @Test
    void the_same_message_goes_out_again_with_the_same_id_and_time() {
        scheduledInFreshBatch(1);
        var release = release(newId());
        var batch = release.jsonPath().getString("batch_id");
        var first = announcements(batch, 1).get(0);
        Awaitility.await().until(() -> isAnnounced(batch));

        var answer = announce(batch);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString()).isEqualTo(release.asString());
        assertThat(announcements(batch, 2)).hasSize(2).allSatisfy(message -> {
            assertThat(headers(message)).isEqualTo(headers(first));
            assertThat(message.value()).isEqualTo(first.value());
            assertThat(message.key()).isEqualTo(first.key());
        });
        Awaitility.await().until(() -> isAnnounced(batch));
    }

    @Test
    void a_batch_that_is_still_collecting_is_not_announced() {
        scheduledInFreshBatch(1);
        var batch = collecting();

        var problem = Problems.problem(announce(batch), 409);

        assertThat(problem.get("detail").textValue()).isEqualTo(
                "Batch with id=" + batch + " is collecting: release it first");
        assertThat(isAnnounced(batch)).isFalse();
    }

    @Test
    void a_batch_that_was_put_in_by_hand_has_nothing_to_announce() {
        closeCollecting();
        Database.execute("""
                insert into batch (batch_id, status, created_at, release_id, released_at, announcement_id)
                select max(batch_id) + 1, 'released', now(), ?, now(), gen_random_uuid() from batch""", newId());
        var batch = get("/batches?limit=1").jsonPath().getString("batches[0].batch_id");

        var problem = Problems.problem(announce(batch), 409);

        assertThat(problem.get("detail").textValue()).isEqualTo("Batch with id=" + batch + " has no announcement");
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999", "0", "-1", "nope", "99999999999999999999"})
    void a_batch_that_does_not_exist_is_not_found_whatever_its_id_looks_like(String batch) {
        var problem = Problems.problem(announce(batch), 404);

        assertThat(problem.get("detail").textValue()).isEqualTo("Batch with id=" + batch + " not found");
    }

    private static Response announce(String batch) {
        return post("/batch/announce", Map.of("batch_id", batch));
    }

    private static boolean isAnnounced(String batch) {
        return get("/batch?batch_id=" + batch).jsonPath().get("announced_at") != null;
    }

    private static List<ConsumerRecord<byte[], byte[]>> announcements(String batch, int count) {
        return Topics.await(Topics.RELEASES, count, record -> batch.equals(text(record.key())));
    }
}
