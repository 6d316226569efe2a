package io.winnow.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.winnow.embedded.Substitute;
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

    Bed(Path directory, List<String> jvm) throws IOException {
        database = ServerProcess.of(Substitute.DATABASE, directory.resolve("database"), jvm).launch();
        broker = ServerProcess.of(Substitute.BROKER, directory.resolve("broker"), jvm).launch();
        database.awaitReady();
        broker.awaitReady();
        winnow = WinnowProcess.start(jvm, Files.createDirectories(directory.resolve("winnow")), Map.of(
                "quarkus.http.port", Integer.toString(winnowPort),
                "quarkus.datasource.reactive.url", "postgresql://" + database.address() + "/winnow",
                "quarkus.datasource.username", "postgres",
                "kafka.bootstrap.servers", broker.address())).printed("Listening on:");
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

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://" + database.address() + "/winnow?user=postgres");
    }

    Map<String, Object> kafka() {
        return new HashMap<>(Map.of("bootstrap.servers", broker.address()));
    }

    /** Waits until the service has consumed all that stands in the log. */
    void awaitConsumed(Connection connection) {
        try (var statement = connection.prepareStatement("select sum(next_offset) from consumed_position")) {
            Awaitility.await("all is consumed").atMost(PATIENCE).until(() -> {
                var end = Log.ends(kafka(), Topics.IMPROVEMENTS).values().stream().mapToLong(Long::longValue).sum();
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    return rows.getLong(1) == end;
                }
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Releases under an id of its own; fails when nothing is collecting. */
    Future<Buffer> release(Load load) {
        return load.call(winnow("/batch/release"),
                Buffer.buffer("{\"release_id\":\"bench-" + System.nanoTime() + "\"}"));
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
        if (floor != null) {
            floor.destroyForcibly();
        }
        winnow.killed();
        broker.close();
        database.close();
        Load.await(vertx.close());
    }
}
