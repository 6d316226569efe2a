package io.winnow.faults;

import java.sql.SQLException;
import java.util.Random;

import io.winnow.faults.Brake.Point;
import io.winnow.testing.Gate;

/** What happens at the worst moment: in the middle of an append, between a release and its announcement. */
final class MomentFaults {
    private static final int LONGER_THAN_A_STATEMENT = 5_500;
    /** {@code idle_in_transaction_session_timeout} is 10 s, and the lock is to be had a statement later. */
    private static final int TIME_OUT_OF_A_RELEASE = 15;
    private static final int TIME_OUT_OF_AN_APPEND = 7;
    private static final int LONGER_THAN_A_CONSUMERS_SESSION = 10_000;

    private MomentFaults() {}

    static void killWhileTakingIn(Scene scene, Random random) throws Exception {
        kill(scene, Point.INTAKE, holdOf(random));
        scene.findings().count("kills in the middle of intake");
    }

    static void killWhileAppending(Scene scene, Random random) throws Exception {
        kill(scene, Point.APPEND, holdOf(random));
        scene.findings().count("kills in the middle of an append");
    }

    static void killWhileReleasing(Scene scene, Random random) throws Exception {
        kill(scene, Point.RELEASE, holdOf(random));
        scene.findings().count("kills in the middle of a release");
    }

    /** The server goes on with a statement whose client is dead; held for longer, it gives the statement up. */
    private static int holdOf(Random random) {
        return random.nextBoolean() ? 0 : LONGER_THAN_A_STATEMENT;
    }

    private static void kill(Scene scene, Point point, int hold) throws Exception {
        try (var brake = Brake.pull(scene, point)) {
            var instance = brake.awaitSomebody(scene.stack());
            instance.kill();
            Calls.pause(hold);
            brake.close();
            InstanceFaults.relaunch(scene, instance);
        }
    }

    /** The others go on meanwhile: what is stopped holds no lock. Then a zombie comes back. */
    static void pauseWhileAppending(Scene scene, Random random) throws Exception {
        pause(scene, Point.APPEND, TIME_OUT_OF_AN_APPEND, random);
        scene.findings().count("pauses in the middle of an append");
    }

    /** Here it does hold one, until PostgreSQL ends a transaction in which nothing happens. */
    static void pauseWhileReleasing(Scene scene, Random random) throws Exception {
        pause(scene, Point.RELEASE, TIME_OUT_OF_A_RELEASE, random);
        scene.findings().count("pauses in the middle of a release");
    }

    private static void pause(Scene scene, Point point, int timeOut, Random random) throws Exception {
        try (var brake = Brake.pull(scene, point)) {
            var instance = brake.awaitSomebody(scene.stack());
            instance.pause();
            brake.close();
            assertLockIsFreeWithin(timeOut, scene);
            Calls.pause(LONGER_THAN_A_CONSUMERS_SESSION + random.nextInt(3_000));
            instance.resume();
        }
    }

    static void movePartitionsWhileAppending(Scene scene, Random random) throws Exception {
        try (var brake = Brake.pull(scene, Point.APPEND)) {
            brake.awaitSomebody(scene.stack());
            try (var stranger = Stranger.join(scene.stack())) {
                stranger.stay(2_000 + random.nextInt(1_000));
                scene.findings().count("moves of partitions in the middle of an append");
            }
        }
    }

    static void movePartitions(Scene scene, Random random) {
        try (var stranger = Stranger.join(scene.stack())) {
            stranger.stay(1_000 + random.nextInt(4_000));
        }
        scene.findings().count("moves of partitions");
    }

    static void movePartitionsWithoutDatabase(Scene scene, Random random) {
        var gates = scene.stack().instances.stream().map(instance -> instance.database).toList();
        gates.forEach(Gate::shut);
        try {
            movePartitions(scene, random);
            Calls.pause(scene.outage(random).toMillis());
        } finally {
            gates.forEach(Gate::open);
        }
        scene.findings().count("assignments while the database was away");
    }

    static void killBeforeAnnouncement(Scene scene, Random random) throws Exception {
        kill(scene, Point.CLAIM, 0);
        scene.findings().count("kills between a release and its announcement");
    }

    static void killWhileSending(Scene scene, Random random) throws Exception {
        try (var brake = Brake.pull(scene, Point.CLAIM)) {
            var instance = brake.awaitSomebody(scene.stack());
            scene.stack().broker.pause();
            try {
                brake.close();
                // The claim is committed by then, and the send waits for a broker that says nothing.
                Calls.pause(300 + random.nextInt(500));
                instance.kill();
                scene.findings().count("kills in the middle of the relay's send");
                Calls.pause(random.nextInt(2_000));
            } finally {
                scene.stack().broker.resume();
            }
            InstanceFaults.relaunch(scene, instance);
        }
    }

    private static void assertLockIsFreeWithin(int seconds, Scene scene) throws SQLException {
        try (var connection = scene.connect(); var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set lock_timeout = '%ds'".formatted(seconds));
            statement.execute("select from batch where status = 'collecting' for update");
            connection.rollback();
        } catch (SQLException e) {
            scene.findings().broken(Invariant.WORK_GOES_ON, "A stopped process holds up the others: %s", e);
        }
    }
}
