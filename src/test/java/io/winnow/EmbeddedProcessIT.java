package io.winnow;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import io.restassured.RestAssured;
import io.winnow.testing.FreePorts;
import io.winnow.testing.RawHttp;
import io.winnow.testing.WinnowProcess;

/** The packaged service with its embedded servers, as it is started, stopped and killed on a machine. */
@DisabledIfSystemProperty(named = WinnowProcess.EXECUTABLE, matches = ".+", disabledReason = "the executable has no embedded servers")
class EmbeddedProcessIT {

    private static final String SERVING = "Listening on:";
    private static final Pattern HTTP = Pattern.compile("Listening on: \\S+:(\\d+)");

    /**
     * Kafka's group coordinator may write a moment before its partition has become the leader again behind a kill, for
     * itself or for the former process' consumer. It tries again, and so does the consumer.
     */
    private static final String NOT_YET_LEADER = ".*ERROR.*GroupCoordinator.*"
            + "(Writing records to __consumer_offsets-\\d+|The write event \\S+ .*|Execution of FlushBatch)"
            + " failed due to:? For requests intended only for the leader.*";

    /** One for all tests: unpacking PostgreSQL takes seconds. */
    @TempDir
    static Path directory;

    @Test
    void a_request_to_end_stops_everything_in_order() throws Exception {
        try (WinnowProcess winnow = start().printed(SERVING)) {
            ProcessHandle postgres = postgres().orElseThrow();

            int status = winnow.terminated();

            assertThat(status).isEqualTo(128 + 15);
            assertThat(isRunning(postgres)).isFalse();
            assertThat(winnow.output()).contains("winnow stopped").doesNotContain("Exception", "ERROR", "kafka.");
            assertThat(directory.resolve("data/postgres/postmaster.pid")).doesNotExist();
            assertThat(directory.resolve("data/kafka/.kafka_cleanshutdown")).exists();
        }
    }

    @Test
    void a_request_to_end_during_the_start_leaves_nothing_behind() throws Exception {
        try (WinnowProcess winnow = start().printed("psql")) {
            int status = winnow.terminated();

            assertThat(status).isEqualTo(128 + 15);
            assertThat(postgres()).isEmpty();
            assertThat(winnow.output()).doesNotContain("Exception", "ERROR");
        }
    }

    @Test
    void killed_hard_it_starts_again_with_all_data_while_the_database_left_behind_still_runs() throws Exception {
        ProcessHandle orphan;
        List<byte[]> exports;
        try (WinnowProcess winnow = start().printed(SERVING)) {
            released(winnow);
            exports = exports(winnow);
            winnow.killed();
            orphan = postgres().orElseThrow();
            assertThat(isRunning(orphan)).isTrue();
        }

        try (WinnowProcess again = start().printed(SERVING)) {

            assertThat(isRunning(orphan)).isFalse();
            assertThat(exports(again)).containsExactlyElementsOf(exports);
            assertThat(again.output().replaceAll(NOT_YET_LEADER, "")).doesNotContain("Exception", "ERROR");
        }
    }

    @Test
    void a_taken_port_is_one_line_that_names_the_setting() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = String.valueOf(taken.getLocalPort());
            try (WinnowProcess winnow = start("winnow.embedded.kafka-port", port)) {

                int status = winnow.ended();

                assertThat(status).isEqualTo(1);
                assertThat(winnow.output().lines()).singleElement().asString()
                        .contains(port, "taken", "winnow.embedded.kafka-port");
            }
        }
    }

    @Test
    void help_is_printed_without_a_broker() throws Exception {
        try (WinnowProcess winnow = WinnowProcess.start(directory, Map.of(), "listen", "--help")) {

            int status = winnow.ended();

            assertThat(status).isZero();
            assertThat(winnow.output()).contains("--from-beginning").doesNotContain("Exception");
        }
    }

    /** One for all of these: a start takes seconds. */
    @Nested
    class WhileItRuns {
        private static WinnowProcess winnow;

        @BeforeAll
        static void start() throws Exception {
            winnow = EmbeddedProcessIT.start().printed(SERVING);
        }

        @AfterAll
        static void end() throws Exception {
            winnow.close();
        }

        @Test
        void a_second_one_in_the_same_directory_says_so_in_one_line() throws Exception {
            try (WinnowProcess second = EmbeddedProcessIT.start()) {

                int status = second.ended();

                assertThat(status).isEqualTo(1);
                assertThat(second.output().lines()).singleElement().asString()
                        .contains("data", "in use", "winnow.embedded.data-dir");
                given().get(url(winnow, "/q/health/ready")).then().statusCode(200);
            }
        }

        /** The entry point keeps Quarkus from answering this without a body, and other tests don't pass through it. */
        @Test
        void a_malformed_uri_is_refused_with_a_body() throws Exception {
            RestAssured.port = URI.create(url(winnow, "")).getPort();
            try {
                RawHttp.send("GET /{x} HTTP/1.1", "Host: localhost").problem(400);
            } finally {
                RestAssured.reset();
            }
        }
    }

    private static WinnowProcess start(String... setting) throws IOException {
        Map<String, String> properties = new HashMap<>(FreePorts.PROPERTIES);
        if (setting.length > 0) {
            properties.put(setting[0], setting[1]);
        }
        return WinnowProcess.start(directory, properties);
    }

    /** Takes the sample log in, schedules it and releases it. */
    private static void released(WinnowProcess winnow) {
        given().contentType("application/x-ndjson").body(Path.of("examples/chorus_sessions.ndjson").toFile())
                .post(url(winnow, "/session/import?schedule=true")).then().statusCode(200);
        given().contentType("application/json").body(Map.of("release_id", "before the kill"))
                .post(url(winnow, "/batch/release")).then().statusCode(200).body("session_count", equalTo(90));
    }

    /** The only batch in formats that have nothing to do with one another, with labels that need all of it. */
    private static List<byte[]> exports(WinnowProcess winnow) {
        return Stream.of("triplets&labels=coec", "svmlight&split=train&test_share=0.2&split_by=time",
                "parquet&of=lists")
                .map(format -> given().urlEncodingEnabled(false)
                        .get(url(winnow, "/batch/export?batch_id=1&format=" + format)).then().statusCode(200).extract()
                        .asByteArray())
                .toList();
    }

    private static String url(WinnowProcess winnow, String path) {
        var http = HTTP.matcher(winnow.output());
        assertThat(http.find()).isTrue();
        return "http://localhost:" + http.group(1) + path;
    }

    private static Optional<ProcessHandle> postgres() throws IOException {
        Path file = directory.resolve("data/postgres/postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).get(0).strip()));
    }

    /** A dead process that init has not taken notice of yet has no command. */
    private static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }
}
