package io.winnow.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.awaitility.Awaitility;

import io.winnow.testing.Background;
import io.winnow.testing.Log;
import io.winnow.testing.Topics;

/**
 * While this is open the service's consumer has nothing to do, like that of one instance too many: others of its group have
 * all partitions, and consume nothing. If its append were held up instead, the connector would look every 2 ms whether it
 * goes on.
 */
final class Idle implements AutoCloseable {
    /**
     * Sorts before the service's {@code kafka-consumer-…}: the range assignor gives partitions out in that order, so that
     * the last of seven gets none of six.
     */
    private static final String FIRST = "a";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<?> held;
    private volatile boolean isOver;

    private Idle(Map<String, Object> kafka) {
        held = thread.submit(() -> hold(kafka));
    }

    /** Begins once all partitions are taken. */
    static Idle begin(Map<String, Object> kafka) throws Exception {
        var idle = new Idle(kafka);
        try (var admin = Admin.create(kafka)) {
            Awaitility.await("all partitions are taken").atMost(PATIENCE)
                    // While nobody has joined there is no group.
                    .ignoreExceptionsMatching(failure -> failure.getCause() instanceof GroupIdNotFoundException)
                    .until(() -> idle.held.isDone() || areOthersAtRest(admin));
            if (idle.held.isDone()) {
                throw new IllegalStateException("the partitions are not held");
            }
            return idle;
        } catch (Exception failure) {
            idle.close();
            throw failure;
        }
    }

    private static boolean areOthersAtRest(Admin admin) throws Exception {
        var members = admin.describeConsumerGroups(List.of(Topics.GROUP)).all().get().get(Topics.GROUP).members();
        return members.stream().anyMatch(Idle::isAtWork)
                && members.stream().filter(Idle::isAtWork).allMatch(member -> member.clientId().startsWith(FIRST));
    }

    private static boolean isAtWork(MemberDescription member) {
        return !member.assignment().topicPartitions().isEmpty();
    }

    private void hold(Map<String, Object> kafka) {
        var consumers = new ArrayList<KafkaConsumer<byte[], byte[]>>();
        try {
            for (var number = Log.ends(kafka, Topics.IMPROVEMENTS).size(); number > 0; number--) {
                consumers.add(consumer(kafka, number));
            }
            while (!isOver) {
                consumers.forEach(consumer -> {
                    consumer.poll(Duration.ofMillis(50));
                    consumer.pause(consumer.assignment());
                });
            }
        } finally {
            consumers.forEach(KafkaConsumer::close);
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> kafka, int number) {
        var settings = new HashMap<>(kafka);
        settings.put("client.id", FIRST + number);
        return Log.member(settings);
    }

    /** Gives the partitions back; fails where they were not held to the end. */
    @Override
    public void close() {
        isOver = true;
        thread.shutdown();
        Background.await(held);
    }
}
