package io.winnow;

import static io.winnow.testing.Api.awaitReady;
import static io.winnow.testing.Api.clicked;
import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.post;
import static io.winnow.testing.Api.release;
import static io.winnow.testing.Api.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.winnow.embedded.EmbeddedServers;
import io.winnow.embedded.EmbeddedSettings;
import io.winnow.embedded.Substitute;
import io.winnow.testing.Background;
import io.winnow.testing.FreePorts;
import io.winnow.testing.Gate;
import io.winnow.testing.LargeBatch;
import io.winnow.testing.OwnDatabase;
import io.winnow.testing.Servers;
import io.winnow.testing.WinnowProcess;

/** The packaged service while its database or its broker is away (promises 1, 7 and 8). */
class OutageIT {
    private static final int MANY = 40;

    @TempDir
    static Path directory;

    private static int kafkaPort;
    private static EmbeddedServers broker;
    private static OwnDatabase stored;
    private static Gate database;
    private static WinnowProcess winnow;

    @BeforeAll
    static void start() throws Exception {
        kafkaPort = FreePorts.find();
        broker = startBroker();
        stored = OwnDatabase.create("outage");
        database = new Gate(URI.create(stored.reactiveUrl()));
        RestAssured.port = FreePorts.find();
        winnow = WinnowProcess.start(directory, Map.of(
                "quarkus.http.port", Integer.toString(RestAssured.port),
                "quarkus.datasource.reactive.url", database.address(),
                "quarkus.datasource.username", Servers.user(),
                "winnow.export.most-wait", "4s",
                "kafka.bootstrap.servers", "127.0.0.1:" + kafkaPort)).printed("Listening on:");
        awaitReady();
    }

    @AfterAll
    static void stop() throws Exception {
        winnow.close();
        database.close();
        broker.close();
        stored.close();
        RestAssured.reset();
    }

    @Test
    void without_its_database_calls_answer_503_and_on_its_return_the_work_goes_on() {
        var before = clicked();
        scheduled(before);
        database.shut();

        post("/session", session(newId())).then().statusCode(503).header("Retry-After", notNullValue())
                .contentType("application/problem+json");
        get("/session?session_id=" + before).then().statusCode(503);
        get("/batches").then().statusCode(503);
        release(newId()).then().statusCode(503);
        get("/q/health/ready").then().statusCode(503)
                .body("checks.find { it.name == 'postgresql' }.data.cause", equalTo("The database does not answer"));
        get("/q/health/live").then().statusCode(200);

        database.open();
        awaitReady();
        assertEverythingWorks();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/session", "/api/v1/clickstream/session"})
    void with_a_database_that_hangs_calls_answer_503_in_time_and_on_its_return_the_work_goes_on(String path) {
        database.stick();

        post(path, session(newId())).then().statusCode(503).header("Retry-After", notNullValue())
                .body("detail", startsWith("No answer within 5 s"));
        get("/q/health/live").then().statusCode(200);

        database.open();
        awaitReady();
        assertEverythingWorks();
    }

    @Test
    void without_its_broker_nothing_is_acknowledged_and_on_its_return_the_work_goes_on() {
        var id = clicked();
        broker.close();

        post("/session/use-for-improvement", Map.of("session_id", id)).then().statusCode(503)
                .header("Retry-After", notNullValue());
        post("/session", session(newId())).then().statusCode(200);
        eventually().untilAsserted(() -> get("/q/health/ready").then().statusCode(503)
                .body("checks.find { it.name == 'kafka' }.data.cause", equalTo("The broker does not answer")));
        get("/q/health/live").then().statusCode(200);

        broker = startBroker();
        awaitReady();
        scheduled(id);
        assertEverythingWorks();
    }

    @Test
    void many_calls_without_their_broker_answer_503_and_on_its_return_the_work_goes_on() {
        var id = clicked();
        broker.close();

        try (var background = new Background()) {
            assertThat(background.atOnce(MANY,
                    () -> post("/session/use-for-improvement", Map.of("session_id", id)).statusCode()))
                    .containsOnly(503);
        }
        broker = startBroker();
        awaitReady();
        scheduled(id);
        assertEverythingWorks();
    }

    @Test
    void a_release_that_is_known_needs_no_broker() {
        scheduled(clicked());
        var id = newId();
        var first = release(id).then().statusCode(200).extract().asString();
        broker.close();

        var again = release(id).then().statusCode(200).extract().asString();

        assertThat(again).isEqualTo(first);
        broker = startBroker();
        awaitReady();
    }

    @Test
    void an_export_waits_for_its_database_and_goes_on() throws Exception {
        try (var large = LargeBatch.in(stored, 1_000, 16_000); var background = new Background()) {
            var whole = export(large, 0).readAllBytes();
            var export = export(large, 0);
            var begin = export.readNBytes(1_000);
            database.shut();
            var rest = background.start(export::readAllBytes);
            // By then its connections are broken, and nobody gets a new one.
            post("/session", session(newId())).then().statusCode(503);
            assertThat(rest.isDone()).isFalse();

            database.open();

            assertThat(begin).isEqualTo(Arrays.copyOf(whole, 1_000));
            assertThat(Background.await(rest)).isEqualTo(Arrays.copyOfRange(whole, 1_000, whole.length));
        }
    }

    @Test
    void an_export_that_waits_in_vain_breaks_off_and_can_be_taken_up_where_it_did() throws Exception {
        try (var large = LargeBatch.in(stored, 1_000, 16_000)) {
            var whole = export(large, 0).readAllBytes();
            var come = new ByteArrayOutputStream();
            var export = export(large, 0);
            come.write(export.readNBytes(1_000));
            database.shut();
            assertThatThrownBy(() -> export.transferTo(come)).isInstanceOf(IOException.class);
            assertThat(come.size()).isBetween(1_000, whole.length - 1);

            database.open();
            awaitReady();
            come.write(export(large, come.size()).readAllBytes());

            assertThat(come.toByteArray()).isEqualTo(whole);
        }
    }

    private static InputStream export(LargeBatch batch, int fromByte) throws IOException {
        return URI.create("http://localhost:%d/batch/export?batch_id=%s&from_byte=%d"
                .formatted(RestAssured.port, batch.id(), fromByte)).toURL().openStream();
    }

    private static void assertEverythingWorks() {
        var id = clicked();
        scheduled(id);
        eventually().untilAsserted(() -> assertOk(release("after-" + id)));
        assertThat(get("/session?session_id=" + id).jsonPath().getList("batches")).hasSize(1);
        eventually()
                .untilAsserted(() -> get("/batches?limit=1").then().body("batches[0].announced_at", notNullValue()));
    }

    /** Repeated while it answers 503: a producer takes a moment to find a broker that is back. */
    private static void scheduled(String id) {
        eventually().untilAsserted(() -> post("/session/use-for-improvement", Map.of("session_id", id)).then()
                .statusCode(200).body("status", oneOf("scheduled", "already_scheduled")));
    }

    /** Else with what was said, which is the only trace of why. */
    private static void assertOk(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200));
    }

    private static EmbeddedServers startBroker() {
        return EmbeddedServers.start(EnumSet.of(Substitute.BROKER), new EmbeddedSettings() {
            @Override
            public Path dataDir() {
                return directory.resolve("broker");
            }

            @Override
            public int postgresPort() {
                return 0;
            }

            @Override
            public int kafkaPort() {
                return kafkaPort;
            }
        });
    }
}
