package io.winnow.faults;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

import io.winnow.testing.Background;
import io.winnow.testing.Gate;
import io.winnow.testing.ServerProcess;

/** What happens to PostgreSQL, to Kafka, and on the way there. */
final class ServerFaults {
    /** An outage that readiness cannot miss: its checks give up after 5 s, and the probe looks twice a second. */
    private static final Duration NOTICEABLE = Duration.ofSeconds(8);
    private static final List<String> WRITTEN = List.of("session", "session_event", "batch_session", "outbox");

    private static final int MORE_THAN_A_POOL = 40;
    /** {@code winnow.database-silence} is 12 s; a call's time-out comes on top, and two cores that are busy. */
    private static final Duration TIME_TO_GIVE_UP = Duration.ofSeconds(40);

    private ServerFaults() {}

    static void killDatabase(Scene scene, Random random) throws IOException {
        kill(scene, scene.stack().database, scene.firstLong("PostgreSQL", random));
        scene.findings().count("kills of PostgreSQL");
    }

    static void killBroker(Scene scene, Random random) throws IOException {
        kill(scene, scene.stack().broker, scene.firstLong("Kafka", random));
        scene.findings().count("kills of Kafka");
    }

    static void pauseDatabase(Scene scene, Random random) {
        pause(scene, scene.stack().database, scene.outage(random));
        scene.findings().count("pauses of PostgreSQL");
    }

    static void pauseBroker(Scene scene, Random random) {
        pause(scene, scene.stack().broker, scene.outage(random));
        scene.findings().count("pauses of Kafka");
    }

    /** Nothing passes for a while, then all of it does. */
    static void hangConnections(Scene scene, Random random) {
        var gates = gates(scene, random);
        gates.forEach(Gate::stick);
        try {
            Calls.pause(scene.outage(random).toMillis());
        } finally {
            gates.forEach(Gate::open);
        }
        scene.findings().count("hangs of connections to PostgreSQL");
    }

    /** What is open stays open and never says a word again. The service has to notice by itself. */
    static void swallowConnections(Scene scene, Random random) {
        var instance = scene.stack().healthy(random);
        var began = System.nanoTime();
        // So that all connections of the pool are there to be lost.
        hasLiveConnections(scene, instance);
        instance.database.swallow();
        assertGivesUp(scene, instance, began);
        scene.findings().count("losses of all connections to PostgreSQL without a word");
    }

    /** New connections are taken by somebody who never says a word, nor hangs up later. */
    static void muteConnections(Scene scene, Random random) {
        var instance = scene.stack().healthy(random);
        var began = System.nanoTime();
        instance.database.mute();
        // Each place in the pool is taken by such a connection.
        hasLiveConnections(scene, instance);
        instance.database.open();
        assertGivesUp(scene, instance, began);
        scene.findings().count("new connections to PostgreSQL that never said a word");
    }

    private static void assertGivesUp(Scene scene, Instance instance, long began) {
        try {
            Awaitility.await().atMost(TIME_TO_GIVE_UP).pollInterval(Duration.ofSeconds(1))
                    .until(() -> instance.wasDisturbedSince(began) || hasLiveConnections(scene, instance));
        } catch (ConditionTimeoutException e) {
            scene.findings().broken(Invariant.WORK_GOES_ON, "%s did not give up dead connections", instance.name);
        }
        instance.database.letGo();
    }

    /** Whether as many calls at once as the pool has connections, and more, are all answered. */
    private static boolean hasLiveConnections(Scene scene, Instance instance) {
        try (var background = new Background()) {
            return background.atOnce(MORE_THAN_A_POOL, () -> scene.calls().once(instance, "/batches", Calls.get()))
                    .stream().allMatch(answer -> answer.isPresent() && answer.get().status() == 200);
        }
    }

    /** The answer that PostgreSQL has for a full disk, to whatever is written; triggers give it. */
    static void fillDisk(Scene scene, Random random) throws SQLException {
        fillDisk(scene, WRITTEN, random);
    }

    static void fillDiskOfOutbox(Scene scene, Random random) throws SQLException {
        fillDisk(scene, List.of("outbox"), random);
    }

    private static void fillDisk(Scene scene, List<String> tables, Random random) throws SQLException {
        try (var connection = scene.connect()) {
            for (var table : tables) {
                execute(connection,
                        "create or replace trigger full_disk before insert on %s execute function full_disk()"
                                .formatted(table));
            }
            Calls.pause(scene.outage(random).toMillis());
        } finally {
            try (var connection = scene.connect()) {
                for (var table : tables) {
                    execute(connection, "drop trigger if exists full_disk on " + table);
                }
            }
        }
        scene.findings().count("full disks");
    }

    private static void kill(Scene scene, ServerProcess server, Duration outage) throws IOException {
        var began = System.nanoTime();
        server.kill();
        Calls.pause(outage.toMillis());
        assertNoticed(scene, began, outage);
        server.launch().awaitReady();
    }

    private static void pause(Scene scene, ServerProcess server, Duration outage) {
        var began = System.nanoTime();
        server.pause();
        Calls.pause(outage.toMillis());
        assertNoticed(scene, began, outage);
        server.resume();
    }

    private static void assertNoticed(Scene scene, long began, Duration outage) {
        if (outage.compareTo(NOTICEABLE) < 0) {
            return;
        }
        scene.stack().instances.stream().filter(instance -> !instance.wasDisturbedSince(began))
                .filter(instance -> !scene.health().wasDownSince(instance, began))
                .forEach(instance -> scene.findings().broken(Invariant.HEALTH_TELLS_THE_TRUTH,
                        "%s said that it was ready for %s without a server", instance.name, outage));
    }

    /** Those of all instances or of one. */
    private static List<Gate> gates(Scene scene, Random random) {
        var all = scene.stack().instances.stream().map(instance -> instance.database).toList();
        return random.nextBoolean() ? all : List.of(all.get(random.nextInt(all.size())));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
