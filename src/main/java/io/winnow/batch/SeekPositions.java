package io.winnow.batch;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.winnow.improvement.ImprovementLog;
import io.winnow.improvement.LogEnds;

/**
 * Seeks the partitions of this instance to their stored positions, as soon as the database and the broker can be asked.
 * Records that arrive before the seek are dropped by {@link Cursors}.
 */
@ApplicationScoped
class SeekPositions {
    private static final Logger LOG = Logger.getLogger(SeekPositions.class);

    private final KafkaClientService clients;
    private final ImprovementLog log;
    private final Positions positions;
    private final Cursors cursors;
    private final Patience patience;
    private final Duration limit;
    /** How often a seek was asked for since none was under way: one more round does them all, not a loop each. */
    private final AtomicInteger asked = new AtomicInteger();

    SeekPositions(KafkaClientService clients, ImprovementLog log, Positions positions, Cursors cursors,
            Patience patience, BatchConfig config) {
        this.clients = clients;
        this.log = log;
        this.positions = positions;
        this.cursors = cursors;
        this.patience = patience;
        limit = config.databaseTimeout();
    }

    /** Drops what is under way in these partitions and goes on, in the background, from where the database says. */
    void anew(Collection<Integer> partitions) {
        cursors.forget(partitions);
        if (asked.getAndIncrement() == 0) {
            seekAll();
        }
    }

    private void seekAll() {
        var answered = asked.get();
        patience.with(Uni.createFrom().deferred(this::seekUnknown).ifNoItem().after(limit).fail(),
                "seek the stored positions")
                .onFailure().invoke(failure -> LOG.error("The stored positions can't be sought", failure))
                .onFailure().recoverWithNull()
                .subscribe().with(done -> {
                    if (asked.addAndGet(-answered) > 0) {
                        seekAll();
                    }
                });
    }

    private Uni<Void> seekUnknown() {
        return consumer().getAssignments()
                .map(assigned -> numbers(assigned).stream().filter(partition -> !cursors.knows(partition)).toList())
                .chain(unknown -> unknown.isEmpty() ? Uni.createFrom().voidItem() : seek(unknown));
    }

    private Uni<Void> seek(List<Integer> unknown) {
        return log.ends().chain(ends -> positions.begin(ends.topicId(), unknown)
                .chain(stored -> consumer().runOnPollingThread(consumer -> {
                    seek(consumer, ends, unknown, stored);
                })));
    }

    /** On the polling thread, where no rebalance can come between. */
    private void seek(Consumer<?, ?> consumer, LogEnds ends, List<Integer> unknown, Map<Integer, Position> stored) {
        var assigned = consumer.assignment();
        for (var partition : unknown) {
            var at = new TopicPartition(log.topic(), partition);
            var position = stored.get(partition);
            // An operator may have deleted it just now: the watch seeks it soon.
            var canBeSought = position != null && position.contradiction() == null;
            if (canBeSought && assigned.contains(at) && !cursors.knows(partition)) {
                consumer.seek(at, cursors
                        .set(ends.topicId(), partition, position, ends.starts().getOrDefault(partition, 0L)).from());
            }
        }
        LOG.debugf("Consuming %s from %s", log.topic(), stored);
    }

    private KafkaConsumer<byte[], PolledValue> consumer() {
        return clients.getConsumer(ConsumeImprovements.CHANNEL);
    }

    static List<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).toList();
    }
}
