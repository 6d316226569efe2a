package io.winnow.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

import io.winnow.testing.Log;
import io.winnow.testing.Topics;

/**
 * While this is open the service's consumer has nothing to do, as that of an instance more than there are partitions: others
 * of its group have them all, and consume nothing. An append that is held up instead would have the connector look every
 * 2 ms whether it goes on.
 */
final class Idle implements AutoCloseable {
    private static final String GROUP = "winnow";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Before that of the service in the alphabet, which is the order in which partitions are given away. */
    private static final String FIRST = "a";

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private volatile boolean isOver;

    private Idle(Map<String, Object> kafka) {
        var partitions = Log.ends(kafka, Topics.IMPROVEMENTS).size();
        thread.submit(() -> hold(IntStream.range(0, partitions).mapToObj(number -> consumer(kafka, number)).toList()));
    }

    /** Begins once all partitions are taken. */
    static Idle begin(Map<String, Object> kafka) {
        var idle = new Idle(kafka);
        try (var admin = Admin.create(kafka)) {
            Awaitility.await("the consumer has nothing").atMost(PATIENCE).until(() -> {
                var members = admin.describeConsumerGroups(List.of(GROUP)).all().get().get(GROUP).members();
                return !members.isEmpty() && members.stream().allMatch(member -> member.clientId().startsWith(FIRST)
                        || member.assignment().topicPartitions().isEmpty())
                        && members.stream().anyMatch(member -> !member.assignment().topicPartitions().isEmpty());
            });
        }
        return idle;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> kafka, int number) {
        var settings = new HashMap<>(kafka);
        settings.putAll(Map.of("group.id", GROUP, "client.id", FIRST + number, "enable.auto.commit", false));
        var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.IMPROVEMENTS));
        return consumer;
    }

    private void hold(List<KafkaConsumer<byte[], byte[]>> consumers) {
        while (!isOver) {
            consumers.forEach(consumer -> {
                consumer.poll(Duration.ofMillis(50));
                consumer.pause(consumer.assignment());
            });
        }
        consumers.forEach(KafkaConsumer::close);
    }

    @Override
    public void close() {
        isOver = true;
        thread.shutdown();
        Awaitility.await("the partitions are given back").atMost(PATIENCE).until(thread::isTerminated);
    }
}
