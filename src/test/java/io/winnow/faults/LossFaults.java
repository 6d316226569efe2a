package io.winnow.faults;

import static io.winnow.testing.Topics.IMPROVEMENTS;
import static io.winnow.testing.Topics.RELEASES;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * Kafka loses what it had acknowledged. No service can mend that by itself: it has to notice and to release nothing, until
 * an {@link Operator} has followed the runbook.
 */
final class LossFaults {
    /** A call that was under way when the loss came may be answered for so long. */
    private static final long CALLS_ARE_ANSWERED = Calls.CALL.toMillis();

    private LossFaults() {}

    /** The topic is deleted, and is there again with another id; now and then that of the announcements too. */
    static void deleteTopics(Scene scene, Random random) throws Exception {
        scene.ledger().loseUnread();
        var topics = random.nextBoolean() ? List.of(IMPROVEMENTS) : List.of(IMPROVEMENTS, RELEASES);
        try (var admin = scene.stack().admin()) {
            admin.deleteTopics(topics).all().get();
        }
        scene.findings().count("deletions of topics");
        recover(scene, "was made anew");
    }

    /** The broker comes back from a crash with the first half of each partition's log. */
    static void loseEndOfLog(Scene scene, Random random) throws Exception {
        scene.ledger().loseUnread();
        var broker = scene.stack().broker;
        broker.kill();
        try (var partitions = Files.newDirectoryStream(broker.data().resolve("kafka"), IMPROVEMENTS + "-*")) {
            for (var partition : partitions) {
                if (!partition.getFileName().toString().contains("dlq")) {
                    cutInHalf(partition.resolve("00000000000000000000.log"));
                }
            }
        }
        broker.launch().awaitReady();
        scene.findings().count("losses of a log's end");
        recover(scene, "improvement events may be lost");
    }

    private static void recover(Scene scene, String cause) throws Exception {
        var operator = new Operator(scene);
        operator.awaitNamed(cause);
        operator.assertNothingIsReleased();
        Calls.pause(CALLS_ARE_ANSWERED);
        operator.repeatSchedules();
        operator.goOnFromLog();
        operator.announceAgain();
        operator.awaitReady();
    }

    private static void cutInHalf(Path segment) throws IOException {
        try (var file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
    }
}
