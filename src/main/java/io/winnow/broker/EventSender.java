package io.winnow.broker;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;

/**
 * Sends records by a producer that never blocks ({@code max.block.ms=0}), and so may be called on an event loop (ADR 27).
 * <p>
 * Where a topic's partitions are a producer has to be told by the broker: when it first sends to the topic, when it has not
 * for some minutes, and when it had lost all brokers. Until then records wait here, without a thread.
 */
final class EventSender {
    /** More would take more memory, with the calls that they belong to, than a small instance has. */
    static final int MOST_WAITING = 10_000;
    private static final Duration MOST_WAIT = Duration.ofSeconds(2);
    private static final Duration FIRST_LOOK = Duration.ofMillis(10);
    private static final Duration LONGEST_LOOK = Duration.ofMillis(200);

    private final Supplier<Producer<String, String>> producers;
    private volatile Producer<String, String> producer;

    private final AtomicInteger waiting = new AtomicInteger();
    /** By topic: asked for once, whatever the number of records that wait for it. */
    private final Map<String, Uni<Void>> locating = new ConcurrentHashMap<>();

    /** Sends by what this supplies with the first record: before the service has started there is none. */
    EventSender(Supplier<Producer<String, String>> producers) {
        this.producers = producers;
    }

    /**
     * Completes when the broker has the record with all its replicas, on the Vert.x context that asked, if it is one. It fails
     * by an exception of Kafka's, at once where too many wait for the broker already, and where nobody says for 2 s at most
     * where the topic is.
     */
    Uni<Void> send(ProducerRecord<String, String> record) {
        return Uni.createFrom().deferred(() -> {
            // Who gives up just when the answer comes would free a place twice.
            var isWaiting = new AtomicBoolean(true);
            return Broker.onCaller(admitted(record)).onTermination().invoke(() -> {
                if (isWaiting.getAndSet(false)) {
                    waiting.decrementAndGet();
                }
            });
        });
    }

    private Uni<Void> admitted(ProducerRecord<String, String> record) {
        return waiting.incrementAndGet() > MOST_WAITING
                ? Uni.createFrom().failure(new BufferExhaustedException("Too many records wait for the broker"))
                // What is thrown in there is a failure too, and frees the place.
                : Uni.createFrom().deferred(() -> whenLocated(record));
    }

    private Uni<Void> whenLocated(ProducerRecord<String, String> record) {
        return isLocated(record.topic())
                ? sent(record)
                : locating.computeIfAbsent(record.topic(), this::locate).chain(() -> sent(record));
    }

    private Uni<Void> sent(ProducerRecord<String, String> record) {
        return Uni.createFrom().emitter(sent -> {
            try {
                producer().send(record, (metadata, failure) -> end(sent, failure));
            } catch (IllegalStateException closed) {
                // The service stops: to its callers it is away, not broken.
                throw new KafkaException(closed);
            }
        });
    }

    private static void end(UniEmitter<? super Void> sent, Exception failure) {
        if (failure == null) {
            sent.complete(null);
        } else {
            sent.fail(failure);
        }
    }

    /** Whether the producer knows; if it doesn't, this has it ask. */
    private boolean isLocated(String topic) {
        if (locating.containsKey(topic)) {
            // One asks for all, nobody beside it.
            return false;
        }
        try {
            producer().partitionsFor(topic);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private Uni<Void> locate(String topic) {
        return Uni.createFrom().item(() -> producer().partitionsFor(topic)).replaceWithVoid()
                .onFailure(EventSender::mayPass).retry().withBackOff(FIRST_LOOK, LONGEST_LOOK)
                .expireIn(MOST_WAIT.toMillis())
                .onFailure().transform(failure -> told(topic, failure))
                .onTermination().invoke(() -> locating.remove(topic))
                .memoize().indefinitely();
    }

    /** Rights and names that can't be are told at once. */
    private static boolean mayPass(Throwable failure) {
        return reason(failure) instanceof RetriableException;
    }

    private static Throwable told(String topic, Throwable failure) {
        var reason = reason(failure);
        // Those of Kafka that may pass don't name the topic.
        return mayPass(failure) ? new TimeoutException("No broker says where %s is".formatted(topic), reason) : reason;
    }

    /** What Kafka says, below that it was repeated and took too long. */
    private static Throwable reason(Throwable failure) {
        return failure.getCause() instanceof KafkaException cause ? reason(cause) : failure;
    }

    private Producer<String, String> producer() {
        if (producer == null) {
            producer = producers.get();
        }
        return producer;
    }
}
