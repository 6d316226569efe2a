package io.winnow.telemetry;

import static io.winnow.testing.Api.clicked;
import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.meter;
import static io.winnow.testing.Api.metrics;
import static io.winnow.testing.Api.release;
import static io.winnow.testing.Api.schedule;
import static io.winnow.testing.Api.scheduledInFreshBatch;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import javax.management.JMException;
import javax.management.ObjectName;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.winnow.batch.Stalled;
import io.winnow.testing.Api;
import io.winnow.testing.Database;
import io.winnow.testing.RawHttp;
import io.winnow.testing.Servers;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class OperationsTest {
    @Inject
    TellReadiness readiness;

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
    void meters_tell_what_stands_still_and_since_when() throws SQLException {
        scheduledInFreshBatch(1);
        awaitMeter("winnow_consumer_lag", is(0.0));
        awaitMeter("winnow_consumer_age", is(0.0));

        try (var stalled = Stalled.batches()) {
            assertThat(schedule(clicked()).getString("status")).isEqualTo("scheduled");
            awaitMeter("winnow_consumer_lag", is(1.0));
            // Neither nothing nor the time since 1970.
            awaitMeter("winnow_consumer_age", both(greaterThan(0.0)).and(lessThan(120.0)));
        }

        awaitMeter("winnow_consumer_age", is(0.0));
    }

    @Test
    void readiness_and_a_contradiction_are_meters() {
        var former = UUID.randomUUID();
        Database.execute("insert into consumed_position values (?, 0, 7)", former);
        try {
            awaitMeter("winnow_consumer_contradiction", is(1.0));
            tellReadiness();
            assertThat(meter(ready("consumer"))).isZero();
            assertThat(meter(ready("kafka"))).isEqualTo(1);
        } finally {
            Database.execute("delete from consumed_position where topic_id = ?", former);
        }

        awaitMeter("winnow_consumer_contradiction", is(0.0));
        tellReadiness();
        assertThat(meter(ready("consumer"))).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "GET /nope HTTP/1.1       | 404 | not-found",
            "GET /%ZZ HTTP/1.1        | 400 | bad-request",
            "PUT /batches HTTP/1.1    | 405 | method-not-allowed",
            "GET /batches?limit=x HTTP/1.1 | 422 | invalid-input"})
    void a_refusal_is_counted_once_by_status_and_kind(String line, int status, String kind) {
        var counted = "winnow_refusals_total{kind=\"%s\",status=\"%d\"}".formatted(kind, status);
        var before = meter(counted);

        RawHttp.send(line, "Host: localhost").problem(status);

        assertThat(meter(counted)).isEqualTo(before + 1);
    }

    @Test
    void what_our_kafka_clients_have_to_tell_is_scraped_and_not_in_jmx_too() throws JMException {
        assertThat(metrics()).contains("kafka_producer_connection_count{client_id=\"kafka-producer-outbox\"");

        assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(
                new ObjectName("kafka.producer:type=producer-metrics,client-id=kafka-producer-outbox"), null))
                .isEmpty();
    }

    @Test
    void what_clients_make_up_is_no_tag() {
        RawHttp.send("GET /made-up-%ZZ HTTP/1.1", "Host: localhost").problem(400);
        RawHttp.send("MADEUP /batches HTTP/1.1", "Host: localhost").problem(405);
        RawHttp.send("GET /batches;made=up HTTP/1.1", "Host: localhost");
        RawHttp.send("GET /batches HTTP/1.1", "Host: made up").problem(400);

        var metrics = metrics();

        assertThat(metrics).contains("uri=\"OTHER\"", "method=\"OTHER\"", "uri=\"/batches\"")
                .doesNotContainIgnoringCase("made");
    }

    @Test
    void the_table_of_meters_is_what_is_exposed() throws IOException {
        tellReadiness();

        assertThat(Exposed.of(metrics()).ours()).isEqualTo(Exposed.documented(Path.of("docs/operations.md")));
    }

    @Test
    void what_dashboard_and_alerts_ask_for_is_exposed() throws IOException {
        // Which every service that is in use has had.
        get("/batches").then().statusCode(200);
        tellReadiness();
        var exposed = Exposed.of(metrics());

        assertThat(Observed.expressions()).hasSizeGreaterThan(30)
                .allSatisfy(expression -> assertThat(PromQl.selectors(expression)).isNotEmpty().allMatch(exposed::has));
    }

    @Test
    void every_step_is_counted_by_outcome() {
        var counted = List.of("winnow_sessions_total{outcome=\"registered\"}",
                "winnow_events_total{outcome=\"accepted\"}", "winnow_improvements_total{outcome=\"scheduled\"}",
                "winnow_improvement_events_total{outcome=\"materialized\"}",
                "winnow_polls_total{outcome=\"appended\"}", "winnow_releases_total{outcome=\"released\"}",
                "winnow_announcements_total{outcome=\"sent\"}", "winnow_append_seconds_count",
                "winnow_freshness_seconds_count", "winnow_release_wait_seconds_count", "winnow_relay_seconds_count");
        var before = counted.stream().collect(toMap(series -> series, Api::meter));

        scheduledInFreshBatch(1);
        release(Api.newId()).then().statusCode(200);

        before.forEach((series, value) -> awaitMeter(series, greaterThan(value)));
    }

    /** In place of the schedule. */
    private void tellReadiness() {
        readiness.look().await().atMost(Duration.ofSeconds(10));
    }

    private static String ready(String check) {
        return "winnow_ready{check=\"" + check + "\"}";
    }

    private static void awaitMeter(String series, Matcher<Double> value) {
        Awaitility.await(series).atMost(Duration.ofSeconds(20)).until(() -> meter(series), value);
    }
}
