package io.winnow.batch;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.winnow.broker.Topic;
import io.winnow.broker.TopicsConfig;
import io.winnow.telemetry.Meters;

/** Puts records that stop the line aside, as they came, with headers that say why and where from. */
@ApplicationScoped
class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final String HEADER = "winnow-dlq-";
    private static final int LONGEST_REASON = 500;

    private final MutinyEmitter<Record<byte[], byte[]>> emitter;
    private final String topic;
    private final Clock clock;
    private final Meters meters;

    DeadLetters(@Channel("dead-letters") MutinyEmitter<Record<byte[], byte[]>> emitter, TopicsConfig topics,
            Clock clock, Meters meters) {
        this.emitter = emitter;
        this.topic = Topic.DEAD_LETTERS.name(topics);
        this.clock = clock;
        this.meters = meters;
    }

    /** Buries the unreadable, each with its own fault, one after the other; completes when the broker has them. */
    Uni<Void> bury(List<PolledRecord> unreadable) {
        return unreadable.stream().map(letter -> Uni.createFrom().deferred(() -> bury(letter, letter.value().fault())))
                .reduce(Uni.createFrom().voidItem(), (before, next) -> before.chain(() -> next));
    }

    /** Buries one record; completes when the broker has it. */
    Uni<Void> bury(PolledRecord letter, String reason) {
        var record = letter.record();
        return send(record.key(), letter.value().octets(), headers(record, reason, record.headers()))
                // With the added headers it no longer fits: then its coordinates must do.
                .onFailure(RecordTooLargeException.class)
                .recoverWithUni(() -> send(null, null, headers(record, reason, new RecordHeaders())))
                .invoke(() -> told(record, reason));
    }

    private Uni<Void> send(byte[] key, byte[] value, Headers headers) {
        // A Record, because a message must not be null and a value may be.
        return emitter.sendMessage(Message.of(Record.of(key, value))
                .addMetadata(OutgoingKafkaRecordMetadata.builder().withTopic(topic).withHeaders(headers).build()));
    }

    private Headers headers(ConsumerRecord<?, ?> record, String reason, Headers received) {
        var headers = new RecordHeaders(received.toArray());
        add(headers, "reason", reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
        add(headers, "topic", record.topic());
        add(headers, "partition", Integer.toString(record.partition()));
        add(headers, "offset", Long.toString(record.offset()));
        add(headers, "time", Long.toString(clock.instant().getEpochSecond()));
        return headers;
    }

    private void told(ConsumerRecord<?, ?> record, String reason) {
        meters.improvementEvents("dead_letter", 1);
        LOG.warnf("Dead letter: %s-%d offset %d %s", record.topic(), record.partition(), record.offset(), reason);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(HEADER + name, value.getBytes(StandardCharsets.UTF_8));
    }
}
