package io.winnow.faults;

import java.time.Duration;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.awaitility.Awaitility;

import io.winnow.testing.Log;

/** Somebody else's consumer that joins the service's group and so takes partitions away, for a while. */
final class Stranger implements AutoCloseable {
    /** Longer than a member of the group that is stopped, or dead, is waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final KafkaConsumer<byte[], byte[]> consumer;

    private Stranger(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    static Stranger join(Stack stack) {
        return new Stranger(Log.member(stack.kafka()));
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
