package io.winnow.faults;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

import io.winnow.testing.Topics;
import io.winnow.testing.WinnowProcess;

/** Somebody who does what docs/operations.md says, step by step. */
record Operator(Scene scene) {
    /** Two looks of the consumer's watch, and a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    /** Goes through "Log and database disagree", step by step. */
    void recover(String cause) throws Exception {
        awaitNamed(cause);
        assertNothingIsReleased();
        // A call that was under way when the loss came may be answered until then.
        Calls.pause(Calls.CALL.toMillis());
        Run.say("The operator has schedules repeated");
        repeatSchedules();
        Run.say("The operator sets the positions to the start");
        goOnFromLog();
        announceAgain();
        awaitReady();
    }

    private void awaitReady() {
        try {
            scene.stack().instances.forEach(instance -> instance.awaitReady(scene.calls()));
        } catch (ConditionTimeoutException e) {
            scene.findings().broken(Invariant.WORK_GOES_ON, "The runbook did not help: %s", e.getMessage());
        }
    }

    /** Waits until every instance says that it is not ready, and why. */
    private void awaitNamed(String cause) {
        for (var instance : scene.stack().instances) {
            try {
                Awaitility.await().atMost(PATIENCE)
                        .until(() -> scene.calls().text(instance, "/q/health/ready").contains(cause));
            } catch (ConditionTimeoutException e) {
                scene.findings().broken(Invariant.HEALTH_TELLS_THE_TRUTH, "%s does not say \"%s\" but %s",
                        instance.name,
                        cause, scene.calls().text(instance, "/q/health/ready"));
            }
        }
    }

    private void assertNothingIsReleased() {
        for (var instance : scene.stack().instances) {
            var answer = scene.calls().once(instance, "/batch/release",
                    Calls.post("{\"release_id\": \"in-trouble\"}").timeout(Calls.RELEASE));
            if (answer.isPresent() && answer.get().status() != 503) {
                scene.findings().broken(Invariant.NOTHING_LEFT_BEHIND, "%s released in spite of a loss: %s",
                        instance.name, new String(answer.get().body()));
            }
        }
    }

    /** Has the clients repeat their schedule calls. */
    private void repeatSchedules() {
        var client = new Client("operator", scene, new Random(), () -> false);
        scene.ledger().sessions().parallelStream().filter(Track::isAcknowledged).forEach(client::schedule);
    }

    /** Consumes again all that there is: what a batch holds is not appended twice. */
    private void goOnFromLog() throws Exception {
        try (var admin = scene.stack().admin();
                var connection = scene.connect();
                var statement = connection.createStatement()) {
            var topic = admin.describeTopics(List.of(Topics.IMPROVEMENTS)).topicNameValues()
                    .get(Topics.IMPROVEMENTS).get();
            var begins = topic.partitions().stream()
                    .map(partition -> "('%s', %d, 0)".formatted(new UUID(
                            topic.topicId().getMostSignificantBits(), topic.topicId().getLeastSignificantBits()),
                            partition.partition()))
                    .collect(Collectors.joining(", "));
            statement.execute("""
                    begin;
                    delete from consumed_position;
                    insert into consumed_position (topic_id, partition, next_offset) values %s
                    on conflict (topic_id, partition) do update set next_offset = excluded.next_offset;
                    delete from release_target t where not exists
                    (select from batch b where b.release_id = t.release_id);
                    commit;
                    """.formatted(begins));
        }
    }

    /** Has every release announced again, since the messages may be lost too. */
    private void announceAgain() throws SQLException {
        try (var connection = scene.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select batch_id from batch where status = 'released'")) {
            while (rows.next()) {
                var batch = rows.getLong(1);
                scene.calls().insist(() -> scene.stack().any(new Random()), "/batch/announce",
                        Calls.post("{\"batch_id\": \"%d\"}".formatted(batch)));
                scene.findings().count("batches announced again");
            }
        }
    }

    /** Sends back what died of a cause that is mended by now, twice, since that is harmless. */
    void sendBack() throws Exception {
        try (var connection = scene.connect(); var statement = connection.createStatement()) {
            statement.execute("drop trigger poison on batch_session");
        }
        for (var times = 0; times < 2; times++) {
            var sent = WinnowProcess.run(scene.stack().directory,
                    Map.of("KAFKA_BOOTSTRAP_SERVERS", scene.stack().broker.address()),
                    "dead-letters", "resend", "--reason", "poison");
            if (sent.status() != 0) {
                scene.findings().broken(Invariant.WORK_GOES_ON, "Dead letters can't be sent back: %s", sent.output());
            }
        }
    }
}
