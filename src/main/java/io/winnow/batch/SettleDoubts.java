package io.winnow.batch;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Uni;
import io.winnow.batch.Cursors.Claim;
import io.winnow.improvement.ImprovementLog;

/** Sees to the partitions that nothing was taken of for a cause. */
@ApplicationScoped
class SettleDoubts {
    private static final Logger LOG = Logger.getLogger(SettleDoubts.class);

    private final Positions positions;
    private final ImprovementLog log;
    private final SeekPositions seek;
    private final Patience patience;
    private final Duration limit;

    SettleDoubts(Positions positions, ImprovementLog log, SeekPositions seek, Patience patience, BatchConfig config) {
        this.positions = positions;
        this.log = log;
        this.seek = seek;
        this.patience = patience;
        limit = config.databaseTimeout();
    }

    /** Has those in doubt proven; notes of the others, for all instances, that they are not to be consumed. */
    Uni<Void> of(Claim claim) {
        if (!claim.inDoubt().isEmpty()) {
            LOG.debugf("The partitions %s have another leader: looking whether it has the same log", claim.inDoubt());
            seek.anew(claim.inDoubt());
        }
        return claim.contradicted().entrySet().stream()
                .map(found -> contradict(claim.slice().topicId(), found.getKey(), found.getValue()))
                .reduce(Uni.createFrom().voidItem(), (before, next) -> before.chain(() -> next));
    }

    private Uni<Void> contradict(UUID topic, int partition, long next) {
        var why = "The log of %s-%d has other records than were consumed before offset %d: it lost its end and grew again,"
                .formatted(log.topic(), partition, next) + " improvement events may be lost. " + Progress.WHAT_TO_DO;
        return patience.with(Uni.createFrom().deferred(() -> positions.contradict(topic, partition, next, why))
                .ifNoItem().after(limit).fail(), "note a contradiction")
                .invoke(isNoted -> {
                    if (!isNoted) {
                        // Its position was set meanwhile.
                        seek.anew(List.of(partition));
                    }
                }).replaceWithVoid();
    }
}
