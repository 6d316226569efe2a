package io.winnow.batch;

import static io.winnow.testing.Api.collecting;
import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.release;
import static io.winnow.testing.Api.scheduledInFreshBatch;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import java.util.List;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.winnow.testing.Database;
import io.winnow.testing.Servers;

/** A log that has another record than was consumed, seen from the database's side: the log is whole, the memory of it not. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class LostLogTest {
    @Inject
    SeekPositions seek;

    @Test
    void another_record_than_was_consumed_blocks_releases_until_an_operator_has_set_the_position() {
        scheduledInFreshBatch(1);
        var batch = collecting();
        Awaitility.await().until(() -> get("/batch?batch_id=" + batch).jsonPath().getInt("pending") == 0);
        var partition = Integer.valueOf(Database.query(
                "select min(partition) from consumed_position where last_offset = next_offset - 1").get(0));
        Database.execute("update consumed_position set last_time = last_time + 1 where partition = ?", partition);
        seek.anew(List.of(partition));
        Awaitility.await().untilAsserted(() -> get("/q/health/ready").then().statusCode(503)
                .body("checks.find { it.name == 'consumer' }.data.cause",
                        startsWith("The log of session-improvements-" + partition + " has other records")));
        release(newId()).then().statusCode(503).body("detail",
                startsWith("The log of session-improvements-" + partition + " has other records"));

        Database.execute("update consumed_position set next_offset = 0, last_offset = null, last_time = null,"
                + " contradiction = null where partition = ?", partition);

        Awaitility.await().untilAsserted(() -> get("/q/health/ready").then().statusCode(200));
        release(newId()).then().statusCode(200).body("batch_id", equalTo(batch)).body("session_count", equalTo(1));
    }
}
