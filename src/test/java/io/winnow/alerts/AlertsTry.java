package io.winnow.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.winnow.batch.Stalled;
import io.winnow.embedded.Substitute;
import io.winnow.testing.FreePorts;
import io.winnow.testing.Gate;
import io.winnow.testing.ServerProcess;
import io.winnow.testing.Topics;
import io.winnow.testing.WinnowProcess;

/**
 * Brings the cause of each alert about and holds that it fires, and clears when the cause is gone. Prints when. Only
 * WinnowPollsFail is left out: nothing that can be done from outside makes a poll fail in an unforeseen way.
 */
class AlertsTry {
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    @TempDir
    Path directory;

    private final Map<Integer, WinnowProcess> instances = new HashMap<>();
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final List<String> lines = new ArrayList<>();
    private final List<String> misses = new ArrayList<>();
    private final TreeSet<String> tried = new TreeSet<>();
    private ServerProcess database;
    private ServerProcess broker;
    private Gate gate;
    private Prometheus prometheus;
    private Traffic traffic;

    private interface Step {
        void run() throws Exception;
    }

    @Test
    void each_alert_fires_for_its_cause_and_clears_with_it() throws Exception {
        database = begun(ServerProcess.of(Substitute.DATABASE, directory.resolve("database"))).launch().awaitReady();
        broker = begun(ServerProcess.of(Substitute.BROKER, directory.resolve("broker"))).launch().awaitReady();
        gate = begun(new Gate(URI.create("postgresql://" + database.address() + "/winnow")));
        var ports = List.of(FreePorts.find(), FreePorts.find());
        for (var port : ports) {
            launch(port);
        }
        prometheus = begun(Prometheus.start(directory.resolve("prometheus"), ports)).awaitReady();
        traffic = begun(new Traffic(ports));
        awaitQuiet();
        tryAll(ports);
        System.out.println(
                "| cause | alert | fired after | cleared after |\n|---|---|---|---|\n" + String.join("\n", lines));
        assertThat(misses).isEmpty();
        var triable = Prometheus.alerts();
        triable.remove("WinnowPollsFail");
        assertThat(tried).isEqualTo(triable);
    }

    /** The last first, and each whatever becomes of the others: what is left would run on behind the build. */
    @AfterEach
    void end() {
        var ends = new SoftAssertions();
        while (!running.isEmpty()) {
            ends.assertThatCode(running.pop()::close).doesNotThrowAnyException();
        }
        ends.assertAll();
    }

    private <T extends AutoCloseable> T begun(T one) {
        running.push(one);
        return one;
    }

    private void tryAll(List<Integer> ports) throws Exception {
        try (var connection = connect()) {
            attempt("a lock that holds the consumer up, and a session deleted meanwhile",
                    List.of("WinnowSessionsLate", "WinnowNothingAppended", "WinnowConsumerStandsStill",
                            "WinnowReleasesLate"),
                    () -> holdUp(connection), connection::close);
        }
        attempt("the same, once it goes on", List.of("WinnowEventsLeftOut"), () -> {}, () -> {});
        attempt("positions of another topic", List.of("WinnowLogDisagrees", "WinnowNotReady"),
                () -> sql("insert into consumed_position values (gen_random_uuid(), 0, 7)"),
                () -> sql("delete from consumed_position where next_offset = 7 and last_offset is null"));
        attempt("the broker killed", List.of("WinnowNotReady", "WinnowCallsUnavailable", "WinnowAnnouncementLate"),
                this::killBroker, () -> broker.launch());
        attempt("a database that hangs", List.of("WinnowNotReady", "WinnowCallsUnavailable"), gate::stick, gate::open);
        attempt("one instance killed", List.of("WinnowInstanceDown"), () -> instances.get(ports.get(0)).killed(),
                () -> launch(ports.get(0)));
        attempt("all instances killed", List.of("WinnowGone"), () -> {
            for (var instance : instances.values()) {
                instance.killed();
            }
        }, () -> {
            for (var port : ports) {
                launch(port);
            }
        });
        attempt("clients that send nonsense", List.of("WinnowCallersRefused"), () -> traffic.wrong(true),
                () -> traffic.wrong(false));
        attempt("garbage on the improvement topic", List.of("WinnowDeadLetters"), this::sendGarbage, () -> {});
        attempt("a constraint that no session meets", List.of("WinnowCallsFail"),
                () -> sql("alter table session add constraint poison check (false) not valid"),
                () -> sql("alter table session drop constraint poison"));
    }

    private void attempt(String cause, List<String> alerts, Step bring, Step mend) throws Exception {
        System.out.println("Now: " + cause);
        tried.addAll(alerts);
        var fired = times(cause, alerts, bring, true);
        var cleared = times(cause, alerts, mend, false);
        alerts.stream().map(alert -> "| %s | `%s` | %s | %s |".formatted(cause, alert, fired.get(alert),
                cleared.get(alert))).peek(System.out::println).forEach(lines::add);
    }

    /** How long after the step began each of them was first seen to fire, or no longer to. */
    private Map<String, String> times(String cause, List<String> alerts, Step step, boolean isFiring) throws Exception {
        var begin = System.nanoTime();
        step.run();
        var times = new HashMap<String, String>();
        try {
            Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(250)).until(() -> {
                alerts.stream().filter(alert -> prometheus.isFiring(alert) == isFiring)
                        .forEach(alert -> times.putIfAbsent(alert,
                                Duration.ofNanos(System.nanoTime() - begin).toSeconds() + " s"));
                return times.size() == alerts.size();
            });
        } catch (ConditionTimeoutException e) {
            alerts.stream().filter(alert -> !times.containsKey(alert)).forEach(alert -> misses
                    .add(alert + (isFiring ? " does not fire" : " does not clear") + " for " + cause));
        }
        return times;
    }

    /** The start may have had its own. */
    private void awaitQuiet() {
        Awaitility.await("all instances are ready and scraped").atMost(PATIENCE).until(() -> prometheus
                .count("winnow_ready == 1") == 8 && prometheus.count("ALERTS") == 0);
    }

    private void sendGarbage() {
        var config = Map.<String, Object>of("bootstrap.servers", broker.address());
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.IMPROVEMENTS, Topics.bytes("garbage")));
        }
    }

    private void holdUp(Connection connection) throws SQLException {
        Stalled.batches(connection);
        var id = traffic.schedule();
        try (var other = connect(); var statement = other.createStatement()) {
            statement.execute("delete from session_event where session_id = '" + id + "'");
            statement.execute("delete from session where session_id = '" + id + "'");
        }
        Awaitility.await("a release that waits in vain").atMost(PATIENCE).until(() -> {
            traffic.post("/batch/release", "{\"release_id\": \"held-up\"}");
            return prometheus.count("winnow_releases_total{outcome=\"late\"} > 0") > 0;
        });
    }

    /** An announcement that was sent before is asked for again: a release itself would need the broker. */
    private void killBroker() throws SQLException {
        Awaitility.await().atMost(PATIENCE)
                .until(() -> traffic.post("/batch/release", "{\"release_id\": \"before\"}") == 200);
        broker.kill();
        assertThat(traffic.post("/batch/announce", "{\"batch_id\": \"1\"}")).isEqualTo(200);
    }

    private void launch(int port) throws IOException {
        var own = Files.createDirectories(directory.resolve("instance-" + port));
        instances.put(port, begun(WinnowProcess.start(own, Map.of(
                "quarkus.http.port", Integer.toString(port),
                "quarkus.datasource.reactive.url", gate.address(),
                "quarkus.datasource.username", "postgres",
                "kafka.bootstrap.servers", broker.address(),
                // As short as Prometheus' times.
                "winnow.batch.watch-every", "1s", "winnow.batch.most-standstill", "5s",
                "winnow.release.most-wait", "2s"))));
    }

    private void sql(String statement) throws SQLException {
        try (var connection = connect(); var prepared = connection.createStatement()) {
            prepared.execute(statement);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://" + database.address() + "/winnow?user=postgres");
    }
}
