package io.winnow.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.winnow.embedded.Substitute;
import io.winnow.improvement.ImprovementEvent;
import io.winnow.testing.FreePorts;
import io.winnow.testing.JavaCommand;
import io.winnow.testing.Log;
import io.winnow.testing.ServerProcess;
import io.winnow.testing.Topics;
import io.winnow.testing.WinnowProcess;

/** What is measured, and on what: PostgreSQL, Kafka, the packaged service and the floor, each a process of its own. */
final class Bed implements AutoCloseable {
    /** Where the floor sends, with as many partitions as the improvement topic. */
    static final String FLOOR_TOPIC = "floor";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    final Vertx vertx = Vertx.vertx();
    final ServerProcess database;
    final ServerProcess broker;
    final WinnowProcess winnow;
    private final int winnowPort = FreePorts.find();
    private final int floorPort = FreePorts.find();
    private final Process floor;

    Bed(Path directory, List<String> jvm) throws IOException, SQLException {
        this(directory, jvm, false);
    }

    /** With {@link StatementStatistics}, or without. */
    Bed(Path directory, List<String> jvm, boolean counts) throws IOException, SQLException {
        database = ServerProcess.of(Substitute.DATABASE, directory.resolve("database"), jvm).launch();
        broker = ServerProcess.of(Substitute.BROKER, directory.resolve("broker"), jvm).launch();
        database.awaitReady();
        broker.awaitReady();
        if (counts) {
            StatementStatistics.load(database, this::connect);
        }
        var properties = connections();
        properties.put("quarkus.http.port", Integer.toString(winnowPort));
        // In row 2 it is stopped while the backlog is written, and would have to join its group anew.
        properties.put("mp.messaging.incoming.session-improvements.session.timeout.ms", "60000");
        winnow = WinnowProcess.start(jvm, Files.createDirectories(directory.resolve("winnow")), properties)
                .printed("Listening on:");
        floor = startFloor(directory.resolve("floor.txt"), jvm);
    }

    private Process startFloor(Path output, List<String> jvm) throws IOException {
        try (var admin = Admin.create(kafka())) {
            var partitions = Log.ends(kafka(), Topics.IMPROVEMENTS).size();
            admin.createTopics(List.of(new NewTopic(FLOOR_TOPIC, partitions, (short) 1))).all().get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        var command = JavaCommand.of(jvm, List.of("-cp", System.getProperty("java.class.path"),
                FloorMain.class.getName(), Integer.toString(floorPort), database.address(), broker.address(),
                FLOOR_TOPIC));
        var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        Awaitility.await("the floor").atMost(PATIENCE)
                .until(() -> Files.readString(output).contains(FloorMain.READY));
        return process;
    }

    /** The properties by which an application finds both servers. */
    Map<String, String> connections() {
        return new HashMap<>(Map.of(
                "quarkus.datasource.reactive.url", "postgresql://" + database.address() + "/winnow",
                "quarkus.datasource.username", "postgres",
                "kafka.bootstrap.servers", broker.address()));
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://" + database.address() + "/winnow?user=postgres");
    }

    /** Whether both servers keep what they acknowledge, as they say it themselves. */
    String durability() throws Exception {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select string_agg(name || ' ' || setting, ', ' order by name) from pg_settings
                        where name in ('fsync', 'full_page_writes', 'synchronous_commit')
                        """);
                var admin = Admin.create(kafka())) {
            rows.next();
            var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.IMPROVEMENTS);
            return "PostgreSQL with %s; Kafka with flush.messages %s".formatted(rows.getString(1),
                    admin.describeConfigs(List.of(topic)).all().get().get(topic).get("flush.messages").value());
        }
    }

    Map<String, Object> kafka() {
        return new HashMap<>(Map.of("bootstrap.servers", broker.address()));
    }

    /** How many records a topic has been sent. */
    long sent(String topic) {
        return Log.ends(kafka(), topic).values().stream().mapToLong(Long::longValue).sum();
    }

    /** Waits until the service has consumed all that stands in the log. */
    void awaitConsumed(Connection connection) {
        try (var statement = connection.prepareStatement("select sum(next_offset) from consumed_position")) {
            Awaitility.await("all is consumed").atMost(PATIENCE).until(() -> {
                var end = sent(Topics.IMPROVEMENTS);
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    return rows.getLong(1) == end;
                }
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What has these sessions materialized: in the order in which they came, as a nightly job schedules them. */
    List<ImprovementEvent> requests(Data data, Sessions sessions) throws SQLException {
        var requests = new ArrayList<ImprovementEvent>();
        try (var statement = data.connection().createStatement();
                var rows = statement
                        .executeQuery("select session_id, count(*) from session_event where session_id = any ("
                                + sessions.ids() + ") group by session_id order by min(arrival)")) {
            while (rows.next()) {
                requests.add(new ImprovementEvent(rows.getString(1), rows.getInt(2), 1_700_000_000));
            }
        }
        return requests;
    }

    /** The same while the service is stopped by a signal, which it still is behind it: so all stand in the log at once. */
    void requestWhileStopped(List<ImprovementEvent> requests) throws Exception {
        winnow.pause();
        try {
            request(requests);
        } catch (Exception e) {
            // Stopped, it would answer no row any more.
            winnow.resume();
            throw e;
        }
    }

    /** Sends these, past the calls. */
    void request(List<ImprovementEvent> requests) throws Exception {
        var settled = kafka();
        settled.put("linger.ms", 20);
        settled.put("batch.size", 1 << 16);
        try (var producer = new KafkaProducer<>(settled, new StringSerializer(), new StringSerializer())) {
            var sent = requests.stream().map(event -> producer.send(record(event))).toList();
            for (var one : sent) {
                one.get();
            }
        }
    }

    /** With all that the service writes: its length decides how many come with a fetch. */
    private static ProducerRecord<String, String> record(ImprovementEvent event) {
        var record = new ProducerRecord<>(Topics.IMPROVEMENTS, event.sessionId(), event.json());
        Map.of("ce_specversion", "1.0", "ce_id", event.improvementId(), "ce_type", ImprovementEvent.TYPE,
                "ce_source", "/winnow", "ce_subject", event.sessionId(), "ce_datacontenttype", "application/json",
                "content-type", "application/json", "ce_time", "2023-11-14T22:13:20.123456Z")
                .forEach((name, value) -> record.headers().add(name, Topics.bytes(value)));
        return record;
    }

    Future<Buffer> schedule(Load load, String sessionId) {
        return load.call(winnow("/session/use-for-improvement"), Data.call(sessionId));
    }

    JsonObject get(Load load, String path) {
        return answer(load, path).toJsonObject();
    }

    /** What the service answers there, as it came. */
    Buffer answer(Load load, String path) {
        return Load.await(load.call(winnow(path), null));
    }

    /** Releases under an id of its own; fails when nothing is collecting. */
    Future<Buffer> release(Load load) {
        return load.call(winnow("/batch/release"),
                Buffer.buffer("{\"release_id\":\"bench-" + System.nanoTime() + "\"}"));
    }

    /** Releases what an earlier row left collecting; there may be nothing. */
    void releaseLeftOver(Load load) {
        Load.await(release(load).otherwiseEmpty());
    }

    /** Has a log of so many sessions imported. */
    void imported(InputStream log, long octets, int sessions) throws IOException {
        var call = (HttpURLConnection) winnow("/session/import").toURL().openConnection();
        call.setRequestMethod("POST");
        call.setRequestProperty("Content-Type", "application/x-ndjson");
        call.setDoOutput(true);
        call.setFixedLengthStreamingMode(octets);
        try (var out = call.getOutputStream()) {
            log.transferTo(out);
        }
        var answer = new String(call.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!answer.contains("\"accepted\":" + sessions + ",")) {
            throw new IllegalStateException(answer);
        }
    }

    URI winnow(String path) {
        return URI.create("http://127.0.0.1:" + winnowPort + path);
    }

    URI floor(String path) {
        return URI.create("http://127.0.0.1:" + floorPort + path);
    }

    Cpu winnowCpu() {
        return Cpu.of(winnow.pid());
    }

    Cpu floorCpu() {
        return Cpu.of(floor.pid());
    }

    @Override
    public void close() throws IOException, InterruptedException {
        floor.destroyForcibly();
        winnow.killed();
        broker.close();
        database.close();
        Load.await(vertx.close());
    }
}
