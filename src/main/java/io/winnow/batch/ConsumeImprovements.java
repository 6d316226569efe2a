package io.winnow.batch;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import io.smallrye.mutiny.Uni;

/** The consumer of the improvement topic. */
@ApplicationScoped
public class ConsumeImprovements {
    static final String CHANNEL = "session-improvements";

    private final MaterializePoll poll;

    ConsumeImprovements(MaterializePoll poll) {
        this.poll = poll;
    }

    @Incoming(CHANNEL)
    Uni<Void> consume(ConsumerRecords<byte[], PolledValue> records) {
        return poll.materialize(records);
    }
}
