package io.winnow.telemetry;

import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.release;
import static io.winnow.testing.Api.scheduledInFreshBatch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.startsWith;

import java.util.UUID;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.winnow.testing.Api;
import io.winnow.testing.Database;
import io.winnow.testing.Servers;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class OperationsTest {

    @Test
    void readiness_looks_at_each_part() {
        get("/q/health/ready").then().statusCode(200)
                .body("checks.name", containsInAnyOrder("postgresql", "kafka", "consumer", "outbox"));
        get("/q/health/live").then().statusCode(200);
    }

    @Test
    void readiness_names_a_message_that_does_not_get_out() {
        var id = UUID.randomUUID();
        Database.execute(
                "insert into outbox (id, topic, key, type, subject, payload, created_at, waiting_since, claimed_until) values "
                        + "(?, 'batch-released', 'k', 'test', 's', '{}', now(), now() - interval '1 hour', now() + interval '1 hour')",
                id);
        try {
            get("/q/health/ready").then().statusCode(503)
                    .body("checks.find { it.name == 'outbox' }.data.cause",
                            startsWith("The oldest message has waited"));
        } finally {
            Database.execute("delete from outbox where id = ?", id);
        }
    }

    @Test
    void a_log_that_contradicts_the_database_blocks_releases_and_readiness_names_it() {
        scheduledInFreshBatch(1);
        var former = UUID.randomUUID();
        Database.execute("insert into consumed_position values (?, 0, 7)", former);
        try {
            release(Api.newId()).then().statusCode(503).body("detail",
                    startsWith("The topic session-improvements was made anew"));
            Awaitility.await().untilAsserted(() -> get("/q/health/ready").then().statusCode(503)
                    .body("checks.find { it.name == 'consumer' }.data.cause",
                            startsWith("The topic session-improvements")));
        } finally {
            Database.execute("delete from consumed_position where topic_id = ?", former);
        }

        release(Api.newId()).then().statusCode(200);
        Awaitility.await().untilAsserted(() -> get("/q/health/ready").then().statusCode(200));
    }

    @Test
    void a_log_that_ends_before_the_stored_position_blocks_releases() {
        scheduledInFreshBatch(1);
        Awaitility.await().until(() -> get("/batches?limit=1").jsonPath().getInt("batches[0].pending") == 0);
        Database.execute("update consumed_position set next_offset = next_offset + 1000000 where partition = 0");
        try {
            release(Api.newId()).then().statusCode(503).body("detail",
                    startsWith("The log of session-improvements-0 reaches from"));
        } finally {
            Database.execute("update consumed_position set next_offset = next_offset - 1000000 where partition = 0");
        }

        release(Api.newId()).then().statusCode(200);
    }

    @Test
    void every_step_is_counted_by_outcome() {
        scheduledInFreshBatch(1);
        release(Api.newId()).then().statusCode(200);
        Awaitility.await()
                .until(() -> get("/q/metrics").asString().contains("winnow_announcements_total{outcome=\"sent\""));

        var metrics = get("/q/metrics").then().statusCode(200).extract().asString();

        assertThat(Stream.of("winnow_sessions_total{outcome=\"registered\"", "winnow_events_total{outcome=\"accepted\"",
                "winnow_events_total{outcome=\"duplicate\"", "winnow_improvements_total{outcome=\"scheduled\"",
                "winnow_improvement_events_total{outcome=\"materialized\"", "winnow_polls_total{outcome=\"appended\"",
                "winnow_releases_total{outcome=\"released\"", "winnow_append_seconds_count",
                "winnow_release_wait_seconds_count", "winnow_relay_seconds_count", "winnow_consumer_lag",
                "winnow_outbox_age")).allMatch(metrics::contains);
    }
}
