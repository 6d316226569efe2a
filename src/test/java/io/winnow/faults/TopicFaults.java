package io.winnow.faults;

import static io.winnow.testing.Topics.DEAD_LETTERS;
import static io.winnow.testing.Topics.IMPROVEMENTS;
import static io.winnow.testing.Topics.RELEASES;
import static io.winnow.testing.Topics.bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import io.winnow.testing.Log;

/** What happens to topics, and what others write there. */
final class TopicFaults {
    private static final int MOST_PARTITIONS = 12;

    private TopicFaults() {}

    /** The broker takes no writes that all replicas shall have, since there are fewer than it wants. */
    static void refuse(Scene scene, Random random) throws Exception {
        var topic = List.of(IMPROVEMENTS, RELEASES, DEAD_LETTERS).get(random.nextInt(3));
        wantReplicas(scene, topic, 2);
        try {
            Calls.pause(scene.outage(random).toMillis());
        } finally {
            wantReplicas(scene, topic, 1);
        }
        scene.findings().count("topics refused by the broker");
    }

    static void addPartition(Scene scene, Random random) throws Exception {
        try (var admin = scene.stack().admin()) {
            var count = admin.describeTopics(List.of(IMPROVEMENTS)).topicNameValues().get(IMPROVEMENTS).get()
                    .partitions().size();
            if (count == MOST_PARTITIONS) {
                throw new IllegalStateException("There are enough partitions");
            }
            admin.createPartitions(Map.of(IMPROVEMENTS, NewPartitions.increaseTo(count + 1))).all().get();
            scene.findings().count("partitions added");
        }
    }

    /** Copies what is in the log to partitions at random: repeats, out of order. */
    static void repeatRecords(Scene scene, Random random) throws Exception {
        var records = Log.read(scene.stack().kafka(), IMPROVEMENTS);
        try (var producer = producer(scene.stack()); var admin = scene.stack().admin()) {
            var partitions = admin.describeTopics(List.of(IMPROVEMENTS)).topicNameValues().get(IMPROVEMENTS).get()
                    .partitions().size();
            for (var i = 0; i < Math.min(1_000, records.size()); i++) {
                var record = records.get(random.nextInt(records.size()));
                producer.send(new ProducerRecord<>(IMPROVEMENTS, random.nextInt(partitions), record.key(),
                        record.value(), record.headers()));
                scene.findings().count("records repeated in another partition");
            }
        }
    }

    static void sendGarbage(Scene scene, Random random) throws Exception {
        var sent = new ArrayList<String>();
        try (var producer = producer(scene.stack())) {
            for (var i = 0; i < 20; i++) {
                // From the seed, but never twice the same: a plan may send garbage again.
                var key = "garbage-" + new UUID(random.nextLong(), System.nanoTime());
                var value = new byte[random.nextInt(2_000)];
                random.nextBytes(value);
                producer.send(new ProducerRecord<>(IMPROVEMENTS, bytes(key), value));
                sent.add(key);
            }
        }
        scene.ledger().bad().addAll(sent);
        scene.findings().count("unreadable records", sent.size());
    }

    /** Sessions that the database refuses to append, among those of the others. */
    static void schedulePoison(Scene scene, Random random) {
        var client = new Client("poison-" + Long.toHexString(random.nextLong()), scene, random, () -> false);
        for (var i = 0; i < 3; i++) {
            var session = client.register("poison-" + new UUID(random.nextLong(), System.nanoTime()));
            scene.ledger().bad().add(session.id);
            client.report(session);
            client.schedule(session);
            scene.findings().count("sessions that can't be appended");
        }
    }

    static KafkaProducer<byte[], byte[]> producer(Stack stack) {
        return new KafkaProducer<>(stack.kafka(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void wantReplicas(Scene scene, String topic, int count) throws Exception {
        var change = new AlterConfigOp(new ConfigEntry("min.insync.replicas", Integer.toString(count)), OpType.SET);
        try (var admin = scene.stack().admin()) {
            admin.incrementalAlterConfigs(
                    Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(change))).all().get();
        }
    }
}
