package io.winnow.batch;

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

    SettleDoubts(Positions positions, ImprovementLog log, SeekPositions seek, Patience patience) {
        this.positions = positions;
        this.log = log;
        this.seek = seek;
        this.patience = patience;
    }

    /** Has those in doubt proven; notes of the others, for all instances, that they are not to be consumed. */
    Uni<Void> of(Claim claim) {
        if (!claim.inDoubt().isEmpty()) {
            LOG.debugf("The partitions %s have another leader: looking whether it has the same log", claim.inDoubt());
            seek.anew(claim.inDoubt());
        }
        return claim.contradicted().stream().map(partition -> contradict(claim.slice().topicId(), partition))
                .reduce(Uni.createFrom().voidItem(), (before, next) -> before.chain(() -> next));
    }

    private Uni<Void> contradict(UUID topic, int partition) {
        var why = "The log of " + log.topic() + "-" + partition
                + " has other records than were consumed: it lost its end"
                + " and grew again, improvement events may be lost."
                + " See docs/operations.md, \"Log and database disagree\".";
        return patience.with(Uni.createFrom().deferred(() -> positions.contradict(topic, partition, why)),
                "note a contradiction");
    }
}
