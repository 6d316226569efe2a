package io.winnow.release;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.winnow.batch.Batch;
import io.winnow.config.ServiceConfig;
import io.winnow.outbox.RelayOutbox;
import io.winnow.problem.ProblemException;
import io.winnow.release.CloseBatch.Closed;
import io.winnow.telemetry.Meters;

/**
 * Closes the collecting batch under an id that the caller chose. Nothing that was acknowledged before the first call with
 * that id is left behind.
 */
@ApplicationScoped
public class ReleaseBatch {
    private static final Logger LOG = Logger.getLogger(ReleaseBatch.class);

    private final Targets targets;
    private final AwaitTargets awaitTargets;
    private final CloseBatch closeBatch;
    private final RelayOutbox relay;
    private final Meters meters;
    private final Duration limit;

    ReleaseBatch(Targets targets, AwaitTargets awaitTargets, CloseBatch closeBatch, RelayOutbox relay, Meters meters,
            ReleaseConfig config, ServiceConfig service) {
        this.targets = targets;
        this.awaitTargets = awaitTargets;
        this.closeBatch = closeBatch;
        this.relay = relay;
        this.meters = meters;
        limit = config.mostWait().plus(service.callTimeout());
    }

    /**
     * Releases, or tells how an earlier call with this id did: that needs no Kafka.
     *
     * @return fails with 404 when nothing is collecting, with 503 when the consumer is not done in time: then nothing was
     *         closed, and a repeat waits for the same
     */
    public Uni<Release> release(String releaseId) {
        return Panache.withSession(() -> Batch.releasedAs(releaseId))
                .chain(known -> known == null ? first(releaseId) : repeated(known))
                .ifNoItem().after(limit).failWith(() -> ProblemException.late(limit));
    }

    private Uni<Release> first(String releaseId) {
        return targets.settle(releaseId)
                .chain(() -> awaitTargets.of(releaseId))
                .chain(() -> closeBatch.close(releaseId))
                .chain(closed -> closed.map(this::closed).orElseGet(() -> nothingCollecting(releaseId)));
    }

    private Uni<Release> closed(Closed closed) {
        return closed.isNew() ? released(closed.batch()) : repeated(closed.batch());
    }

    private Uni<Release> released(Batch batch) {
        meters.release("released");
        LOG.infof("Released batch %d as %s with %d sessions", batch.id, batch.releaseId, batch.sessionCount);
        relay.wake();
        return Uni.createFrom().item(Release.of(batch));
    }

    private Uni<Release> repeated(Batch batch) {
        meters.release("repeated");
        return Uni.createFrom().item(Release.of(batch));
    }

    private Uni<Release> nothingCollecting(String releaseId) {
        meters.release("no_batch");
        return targets.forget(releaseId)
                .chain(() -> Uni.createFrom().failure(ProblemException.notFound("There is no collecting batch")));
    }
}
