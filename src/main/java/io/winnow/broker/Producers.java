package io.winnow.broker;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;

/**
 * Sends records by the producers of channels, on the caller's thread: the way by an emitter takes a thread between, which is
 * there because a producer may block. These don't: {@code max.block.ms} is 0 for them (ADR 27).
 */
@ApplicationScoped
class Producers {
    static final String IMPROVEMENTS = "improvement-events";
    static final String OUTBOX = "outbox";

    private static final Duration MOST_WAIT = Duration.ofSeconds(2);
    private static final Duration FIRST_LOOK = Duration.ofMillis(10);
    private static final Duration LONGEST_LOOK = Duration.ofMillis(200);

    private final KafkaClientService clients;

    Producers(KafkaClientService clients) {
        this.clients = clients;
    }

    /** Nothing goes this way: the channel is there for its producer. */
    @Outgoing(IMPROVEMENTS)
    Multi<String> improvements() {
        return Multi.createFrom().nothing();
    }

    /** As {@link #improvements}. */
    @Outgoing(OUTBOX)
    Multi<String> outbox() {
        return Multi.createFrom().nothing();
    }

    /** Completes when the broker has the record with all its replicas, on the context that asked. */
    Uni<Void> send(String channel, ProducerRecord<String, String> record) {
        return Broker.onCaller(Uni.createFrom().deferred(() -> {
            Producer<String, String> producer = clients.<String, String>getProducer(channel).unwrap();
            return isKnown(producer, record.topic())
                    ? sent(producer, record)
                    : known(producer, record.topic()).chain(() -> sent(producer, record));
        }));
    }

    private static Uni<Void> sent(Producer<String, String> producer, ProducerRecord<String, String> record) {
        return Uni.createFrom().emitter(sent -> producer.send(record, (metadata, failure) -> end(sent, failure)));
    }

    private static void end(UniEmitter<? super Void> sent, Exception failure) {
        if (failure == null) {
            sent.complete(null);
        } else {
            sent.fail(failure);
        }
    }

    /**
     * Where a topic's partitions are the producer asks the broker when it is first needed, and again when it has not been for
     * some minutes.
     */
    private static Uni<Void> known(Producer<?, ?> producer, String topic) {
        return Uni.createFrom().item(() -> producer.partitionsFor(topic))
                .onFailure(TimeoutException.class).retry().withBackOff(FIRST_LOOK, LONGEST_LOOK)
                .expireIn(MOST_WAIT.toMillis())
                .replaceWithVoid();
    }

    /** Has it asked for, if it is not. */
    private static boolean isKnown(Producer<?, ?> producer, String topic) {
        try {
            producer.partitionsFor(topic);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }
}
