package io.winnow;

import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.release;
import static io.winnow.testing.Api.scheduledInFreshBatch;
import static io.winnow.testing.Api.walk;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.winnow.testing.Servers;
import io.winnow.testing.Topics;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class MainJobTest {

    @Test
    void what_was_scheduled_is_released_readable_and_announced() {
        var ids = scheduledInFreshBatch(5);

        var release = release(newId()).then().statusCode(200).extract().jsonPath();

        var batch = release.getString("batch_id");
        assertThat(release.getInt("session_count")).isEqualTo(5);
        var snapshots = walk(batch, 2);
        assertThat(snapshots).extracting(snapshot -> snapshot.get("session_id"))
                .containsExactlyInAnyOrderElementsOf(ids);
        assertThat(snapshots).extracting(snapshot -> snapshot.get("session_number"))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 5).boxed().toList());
        assertThat(Topics.await(Topics.RELEASES, 1, record -> batch.equals(Topics.text(record.key())))).hasSize(1);
    }

    @Test
    void a_session_tells_where_it_went() {
        var id = scheduledInFreshBatch(1).get(0);
        var batch = release(newId()).then().statusCode(200).extract().jsonPath().getString("batch_id");

        var session = get("/session?session_id=" + id).then().statusCode(200).extract().jsonPath();

        assertThat(session.getString("batches[0].batch_id")).isEqualTo(batch);
        assertThat(session.getInt("batches[0].session_number")).isEqualTo(1);
        assertThat(session.getString("batches[0].status")).isEqualTo("released");
        assertThat(session.getInt("batches[0].event_count")).isEqualTo(1);
    }
}
