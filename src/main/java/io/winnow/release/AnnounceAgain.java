package io.winnow.release;

import static org.jboss.logging.Logger.Level.INFO;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.winnow.batch.Batch;
import io.winnow.outbox.RelayOutbox;
import io.winnow.problem.ProblemException;
import io.winnow.telemetry.Noted;

/** For the consumers of announcements that lost one: sends it again, the same message with the same id and time. */
@ApplicationScoped
public class AnnounceAgain {
    private static final Logger LOG = Logger.getLogger(AnnounceAgain.class);

    private final RelayOutbox relay;

    AnnounceAgain(RelayOutbox relay) {
        this.relay = relay;
    }

    /**
     * Has the announcement of a batch sent once more; the relay sees to it, also where the broker is away.
     *
     * @return the release, as it was answered; fails with 404 when there is no such batch, with 409 when it is not
     *         released
     */
    public Uni<Release> announce(String batchId) {
        return Panache.withSession(() -> Batch.existing(batchId))
                .invoke(AnnounceAgain::refuseCollecting)
                .call(batch -> relay.sendAgain(batch.announcementId).invoke(isThere -> refuseMute(batch, isThere)))
                .invoke(batch -> Noted.batch(LOG, INFO, batch.id, "Announcing batch %d again", batch.id))
                .map(Release::of);
    }

    private static void refuseCollecting(Batch batch) {
        if (batch.isCollecting()) {
            throw ProblemException.conflict("Batch with id=" + batch.id + " is collecting: release it first");
        }
    }

    /** One that an operator put in by hand. */
    private static void refuseMute(Batch batch, boolean hasAnnouncement) {
        if (!hasAnnouncement) {
            throw ProblemException.conflict("Batch with id=" + batch.id + " has no announcement");
        }
    }
}
