package io.winnow.batch;

import java.util.Collection;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;

/**
 * Follows which partitions this instance is given. It only forgets what it knew and has the rest done elsewhere, so it
 * never fails or waits: a listener that throws is skipped by the next rebalance, one that waits for a database holds the
 * polling thread.
 */
@ApplicationScoped
@Identifier(FollowAssignment.NAME)
public class FollowAssignment implements KafkaConsumerRebalanceListener {
    /** As the channel's configuration names it. */
    static final String NAME = "follow-assignment";

    private final Cursors cursors;
    private final SeekPositions seek;

    FollowAssignment(Cursors cursors, SeekPositions seek) {
        this.cursors = cursors;
        this.seek = seek;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        seek.anew(SeekPositions.numbers(partitions));
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        cursors.forget(SeekPositions.numbers(partitions));
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        onPartitionsRevoked(consumer, partitions);
    }
}
