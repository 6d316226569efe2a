package io.winnow.batch;

import static io.restassured.RestAssured.given;
import static io.winnow.testing.Api.clicked;
import static io.winnow.testing.Api.closeCollecting;
import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Topics.bytes;
import static io.winnow.testing.Topics.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.winnow.improvement.ImprovementEvent;
import io.winnow.testing.Database;
import io.winnow.testing.Servers;
import io.winnow.testing.Topics;
import io.winnow.testing.TraceCollector;
import io.winnow.testing.TraceCollector.Seen;

/** What an operator sees of a call where traces are collected and the log is JSON, as in a container. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@WithTestResource(value = TraceCollector.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@TestProfile(TracesTest.Observed.class)
class TracesTest {
    private static final Path LOG = Path.of("target", "traces-" + ProcessHandle.current().pid() + ".log");
    private static final String SECRET = "what nobody may read in a log " + UUID.randomUUID();

    private TraceCollector collector;

    @Inject
    SnapshotTraces traces;

    /** All of it on, down to the lines of each call. */
    public static final class Observed implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.otel.sdk.disabled", "false",
                    "quarkus.otel.bsp.schedule.delay", "100ms",
                    "quarkus.log.file.enabled", "true",
                    "quarkus.log.file.path", LOG.toString(),
                    "quarkus.log.file.json.enabled", "true",
                    "quarkus.log.category.\"io.winnow\".level", "DEBUG");
        }
    }

    /** A caller's own span, which ours continue. */
    private record Caller(String trace, String span, String flags) {
        static Caller sampled() {
            return new Caller(hex(32), hex(16), "01");
        }

        static Caller unsampled() {
            return new Caller(hex(32), hex(16), "00");
        }

        Response post(String path, Object body) {
            return given().header("traceparent", header()).contentType("application/json").body(body).post(path);
        }

        Response get(String path) {
            return given().header("traceparent", header()).get(path);
        }

        String header() {
            return "00-" + trace + "-" + span + "-" + flags;
        }

        private static String hex(int digits) {
            return UUID.randomUUID().toString().replace("-", "").substring(0, digits);
        }
    }

    @Test
    void a_trace_goes_from_the_schedule_call_to_the_page_that_first_shows_the_snapshot() {
        closeCollecting();
        var caller = Caller.sampled();
        var session = clicked();
        schedule(caller, session);
        var batch = batchOf(session);
        var reader = Caller.sampled();

        reader.get("/batch/sessions?batch_id=" + batch).then().statusCode(200);
        var shown = step(caller, "snapshot first shown");
        assertThat(Database.query("select 1 from unseen_trace where session_id = ?", session)).isEmpty();
        reader.get("/batch/sessions?batch_id=" + batch).then().statusCode(200);

        var call = step(caller, "POST /session/use-for-improvement");
        var sent = step(caller, "send session-improvements");
        var appended = step(caller, "append snapshot");
        assertThat(List.of(call.kind(), sent.kind(), appended.kind())).containsExactly("SERVER", "PRODUCER",
                "CONSUMER");
        assertThat(List.of(call.parent(), sent.parent(), appended.parent(), shown.parent()))
                .containsExactly(caller.span(), call.id(), sent.id(), appended.id());
        assertThat(appended.attributes()).containsEntry("winnow.session.id", session);
        assertThat(shown.attributes()).containsEntry("winnow.session.id", session)
                .containsEntry("winnow.batch.id", batch).containsEntry("winnow.session.number", "1");
        assertThat(shown.links()).containsExactly(pages(reader, 2).get(0).id());
        assertThat(collector.of(caller.trace())).hasSize(4);
    }

    @Test
    void sessions_of_an_import_are_not_traced() {
        var caller = Caller.sampled();
        var session = newId();
        var line = """
                {"session": {"session_id": "%s", "search_query": "q", "search_results": [{"object_id": "o1"}]}, \
                "events": [{"event_id": "e1", "object_id": "o1"}]}
                """.formatted(session);

        given().header("traceparent", caller.header()).contentType("application/x-ndjson").body(bytes(line))
                .post("/session/import?schedule=true").then().statusCode(200);

        assertThat(batchOf(session)).isNotNull();
        assertThat(traceparent(Topics.IMPROVEMENTS, session)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alter table unseen_trace rename to hidden", "lock table unseen_trace"})
    void an_append_goes_on_where_its_traces_can_t_be_kept(String obstacle) throws SQLException {
        closeCollecting();
        var session = clicked();
        try (var connection = Database.connect(); var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(obstacle);
            // A name is changed for all, a lock is held until the end.
            if (obstacle.startsWith("alter")) {
                connection.commit();
            }

            schedule(Caller.sampled(), session);

            assertThat(batchOf(session)).isNotNull();
            connection.rollback();
        } finally {
            Database.execute("alter table if exists hidden rename to unseen_trace");
        }
    }

    @Test
    void a_request_that_comes_twice_in_a_poll_takes_no_trace_from_the_others() {
        closeCollecting();
        var caller = Caller.sampled();
        var twice = clicked();
        var other = clicked();

        Topics.send(Stream.of(twice, twice, other).map(session -> asIfSent(session, caller.header())).toList());

        assertThat(List.of(twice, other)).allSatisfy(session -> assertThat(batchOf(session)).isNotNull());
        assertThat(Database.query("select session_id from unseen_trace where session_id in (?, ?)", twice, other))
                .containsExactlyInAnyOrder(twice, other);
    }

    @Test
    void what_nobody_looked_at_within_a_day_is_swept_out() {
        Database.execute("insert into unseen_trace select 'of yesterday', version, 't', now() - interval '25 hours'"
                + " from generate_series(1, 1001) version");
        Database.execute("insert into unseen_trace values ('of today', 1, 't', now() - interval '23 hours')");

        traces.sweep().await().atMost(Duration.ofSeconds(20));

        assertThat(Database.query("select session_id from unseen_trace where session_id like 'of %'"))
                .containsExactly("of today");
        Database.execute("delete from unseen_trace where session_id = 'of today'");
    }

    @Test
    void a_consumer_of_the_announcement_can_continue_the_trace_of_the_release() {
        closeCollecting();
        var session = clicked();
        schedule(Caller.unsampled(), session);
        var caller = Caller.sampled();

        var batch = release(caller);

        var call = step(caller, "POST /batch/release");
        var sent = step(caller, "send batch-released");
        assertThat(List.of(call.parent(), sent.parent())).containsExactly(caller.span(), call.id());
        assertThat(sent.attributes()).containsEntry("messaging.kafka.message.key", batch);
        assertThat(traceparent(Topics.RELEASES, batch)).isEqualTo("00-" + caller.trace() + "-" + sent.id() + "-01");
    }

    @Test
    void what_its_caller_does_not_trace_leaves_no_trace() {
        closeCollecting();
        var caller = Caller.unsampled();
        var session = clicked();

        schedule(caller, session);
        var batch = release(caller);

        assertThat(traceparent(Topics.IMPROVEMENTS, session)).isNull();
        assertThat(traceparent(Topics.RELEASES, batch)).isNull();
        // What comes behind it has arrived.
        var next = Caller.sampled();
        schedule(next, clicked());
        step(next, "POST /session/use-for-improvement");
        assertThat(collector.of(caller.trace())).isEmpty();
    }

    @Test
    void a_line_of_the_log_has_the_trace_and_the_session_or_the_batch_as_fields() throws IOException {
        closeCollecting();
        var caller = Caller.sampled();
        var session = clicked();
        schedule(caller, session);
        var batch = release(caller);
        step(caller, "POST /batch/release");

        assertThat(logged()).anySatisfy(line -> {
            assertThat(line.at("/mdc/traceId").asText()).isEqualTo(caller.trace());
            assertThat(line.at("/mdc/session_id").asText()).isEqualTo(session);
            assertThat(line.at("/message").asText()).contains(session, "scheduled");
        }).anySatisfy(line -> {
            assertThat(line.at("/mdc/traceId").asText()).isEqualTo(caller.trace());
            assertThat(line.at("/mdc/batch_id").asText()).isEqualTo(batch);
            assertThat(line.at("/level").asText()).isEqualTo("INFO");
            assertThat(line.at("/message").asText()).startsWith("Released batch " + batch);
        });
    }

    @Test
    void what_was_searched_and_by_whom_is_in_no_line_and_in_no_trace() throws IOException {
        closeCollecting();
        var caller = Caller.sampled();
        var session = newId();
        caller.post("/session", Map.of("session_id", session, "search_query", SECRET, "user_id", SECRET,
                "search_results", List.of(Map.of("object_id", "o1")))).then().statusCode(200);
        caller.post("/session/events", Map.of("session_id", session,
                "events", List.of(Map.of("event_id", "e1", "object_id", "o1")))).then().statusCode(200);
        caller.post("/session", Map.of("session_id", newId(), "search_query", List.of(SECRET), "user_id", SECRET,
                "search_results", SECRET)).then().statusCode(422);
        schedule(caller, session);
        var batch = batchOf(session);
        caller.get("/batch/sessions?batch_id=" + batch).then().statusCode(200);
        step(caller, "snapshot first shown");

        assertThat(logged()).anySatisfy(line -> assertThat(line.at("/mdc/session_id").asText()).isEqualTo(session));
        assertThat(Files.readString(LOG)).doesNotContain(SECRET);
        assertThat(collector.text()).contains(session).doesNotContain(SECRET);
    }

    @Test
    void a_record_that_somebody_else_sent_is_appended_whatever_its_header() {
        closeCollecting();
        var headers = Stream.of(null, "", "rubbish \u0000", "00-" + "0".repeat(32) + "-" + "0".repeat(16) + "-01",
                "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-00").toList();
        var sessions = headers.stream().map(header -> clicked()).toList();

        Topics.send(
                IntStream.range(0, headers.size()).mapToObj(i -> asIfSent(sessions.get(i), headers.get(i))).toList());

        assertThat(sessions).allSatisfy(session -> assertThat(batchOf(session)).isNotNull());
    }

    private static ProducerRecord<byte[], byte[]> asIfSent(String session, String traceparent) {
        return new ProducerRecord<>(Topics.IMPROVEMENTS, 0, bytes(session),
                bytes(new ImprovementEvent(session, 1, 0).json()),
                List.of(new RecordHeader("ce_type", bytes(ImprovementEvent.TYPE)),
                        new RecordHeader("traceparent", traceparent == null ? null : bytes(traceparent))));
    }

    private Seen step(Caller caller, String name) {
        Awaitility.await().untilAsserted(() -> assertThat(steps(caller, name)).isNotEmpty());
        assertThat(steps(caller, name)).hasSize(1);
        return steps(caller, name).get(0);
    }

    private List<Seen> pages(Caller reader, int count) {
        return Awaitility.await().until(() -> steps(reader, "GET /batch/sessions"), pages -> pages.size() == count);
    }

    private List<Seen> steps(Caller caller, String name) {
        return collector.of(caller.trace()).stream().filter(step -> step.name().equals(name)).toList();
    }

    private static void schedule(Caller caller, String session) {
        caller.post("/session/use-for-improvement", Map.of("session_id", session)).then().statusCode(200);
    }

    private static String release(Caller caller) {
        return caller.post("/batch/release", Map.of("release_id", newId())).then().statusCode(200)
                .extract().jsonPath().getString("batch_id");
    }

    private static String batchOf(String session) {
        return Awaitility.await().until(() -> given().get("/session?session_id=" + session).jsonPath()
                .getString("batches[0].batch_id"), batch -> batch != null);
    }

    private static String traceparent(String topic, String key) {
        var record = Topics.await(topic, 1, one -> key.equals(text(one.key()))).get(0);
        var header = record.headers().lastHeader("traceparent");
        return header == null ? null : text(header.value());
    }

    /** Without what is being written. */
    private static List<JsonNode> logged() throws IOException {
        var text = Files.readString(LOG);
        return text.substring(0, text.lastIndexOf('\n')).lines().map(TracesTest::json).toList();
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new AssertionError("The log is not JSON: " + line, e);
        }
    }
}
