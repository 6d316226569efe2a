package io.winnow.faults;

import java.time.Duration;
import java.util.List;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

import io.winnow.testing.Topics;

/** Somebody else's consumer that joins the service's group and so takes partitions away, for a while. */
final class Stranger implements AutoCloseable {
    /** The service's own group. */
    static final String GROUP = "winnow";

    /** Longer than a member of the group that is stopped, or dead, is waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KafkaConsumer<byte[], byte[]> consumer;

    private Stranger(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    static Stranger join(Stack stack) {
        var config = stack.kafka();
        config.put("group.id", GROUP);
        config.put("enable.auto.commit", false);
        var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.IMPROVEMENTS));
        return new Stranger(consumer);
    }

    /** Stays for so long once it has got partitions; fails when it gets none. */
    void stay(int milliseconds) {
        Awaitility.await("partitions for a stranger").atMost(PATIENCE).pollInterval(Duration.ofMillis(1))
                .until(this::hasPartitions);
        var end = System.nanoTime() + Duration.ofMillis(milliseconds).toNanos();
        while (System.nanoTime() < end) {
            hasPartitions();
        }
    }

    private boolean hasPartitions() {
        consumer.poll(Duration.ofMillis(100));
        return !consumer.assignment().isEmpty();
    }

    @Override
    public void close() {
        consumer.close(Duration.ofSeconds(5));
    }
}
