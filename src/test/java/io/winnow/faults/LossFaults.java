package io.winnow.faults;

import static io.winnow.testing.Topics.IMPROVEMENTS;
import static io.winnow.testing.Topics.RELEASES;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;

import io.winnow.testing.Log;

/**
 * Kafka loses what it had acknowledged. No service can mend that by itself: it has to notice and to release nothing, until
 * an {@link Operator} has followed the runbook.
 */
final class LossFaults {
    private static final Duration ENOUGH_TO_LOSE = Duration.ofSeconds(60);

    private LossFaults() {}

    /** The topic is deleted, and is there again with another id; now and then that of the announcements too. */
    static void deleteTopics(Scene scene, Random random) throws Exception {
        scene.ledger().loseUnread();
        var topics = random.nextBoolean() ? List.of(IMPROVEMENTS) : List.of(IMPROVEMENTS, RELEASES);
        try (var admin = scene.stack().admin()) {
            admin.deleteTopics(topics).all().get();
        }
        scene.findings().count("deletions of topics");
        new Operator(scene).recover("was made anew");
    }

    /** The broker comes back from a crash with the first half of each partition's log. */
    static void loseEndOfLog(Scene scene, Random random) throws Exception {
        awaitEnoughToLose(scene);
        loseEndOfLog(scene);
        new Operator(scene).recover("improvement events may be lost");
    }

    /** The same, but before any instance sees it the log has grown past where it ended. */
    static void loseEndOfLogUnseen(Scene scene, Random random) throws Exception {
        awaitEnoughToLose(scene);
        scene.stack().instances.forEach(Instance::pause);
        try {
            regrow(scene, loseEndOfLog(scene));
            Calls.pause(random.nextInt(12_000));
        } finally {
            scene.stack().instances.forEach(Instance::resume);
        }
        new Operator(scene).recover("has other records than were consumed");
    }

    /** Returns where the partitions ended before. */
    private static Map<Integer, Long> loseEndOfLog(Scene scene) throws IOException {
        scene.ledger().loseUnread();
        var ends = ends(scene);
        var broker = scene.stack().broker;
        broker.kill();
        for (var partition : ends.keySet()) {
            cutInHalf(broker.data().resolve("kafka").resolve(IMPROVEMENTS + "-" + partition)
                    .resolve("00000000000000000000.log"));
        }
        broker.launch().awaitReady();
        scene.findings().count("losses of a log's end");
        return ends;
    }

    private static void awaitEnoughToLose(Scene scene) {
        Awaitility.await("enough to lose").atMost(ENOUGH_TO_LOSE)
                .until(() -> ends(scene).values().stream().allMatch(end -> end >= 4));
    }

    private static void regrow(Scene scene, Map<Integer, Long> before) throws Exception {
        var any = Log.read(scene.stack().kafka(), IMPROVEMENTS).get(0);
        var now = ends(scene);
        try (var producer = TopicFaults.producer(scene.stack())) {
            before.forEach((partition, end) -> {
                for (var offset = now.get(partition); offset <= end; offset++) {
                    producer.send(new ProducerRecord<>(IMPROVEMENTS, partition, any.key(), any.value(), any.headers()));
                }
            });
        }
    }

    private static Map<Integer, Long> ends(Scene scene) {
        return Log.ends(scene.stack().kafka(), IMPROVEMENTS);
    }

    private static void cutInHalf(Path segment) throws IOException {
        try (var file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
    }
}
