package io.winnow.release;

import static org.jboss.logging.Logger.Level.DEBUG;
import static org.jboss.logging.Logger.Level.INFO;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.winnow.batch.Batch;
import io.winnow.config.ServiceConfig;
import io.winnow.outbox.RelayOutbox;
import io.winnow.problem.ProblemException;
import io.winnow.telemetry.Meters;
import io.winnow.telemetry.Noted;

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
     * Releases, or tells how an earlier call with this id did: that needs no Kafka. A dry run does the same up to the
     * closing, and tells what would be closed.
     *
     * @return fails with 404 when nothing is collecting, with 409 when that is too small, with 503 when the consumer is not
     *         done in time: then nothing was closed, and a repeat waits for the same
     */
    public Uni<Release> release(ReleaseRequest request) {
        return Panache.withSession(() -> Batch.releasedAs(request.releaseId()))
                .chain(known -> known == null ? first(request) : repeated(known))
                .ifNoItem().after(limit).failWith(() -> ProblemException.late(limit));
    }

    private Uni<Release> first(ReleaseRequest request) {
        return request.isDryRun() ? look(request) : close(request);
    }

    private Uni<Release> close(ReleaseRequest request) {
        return whenComplete(request.releaseId(), () -> closeBatch.close(request)
                .onFailure(ProblemException.class).recoverWithUni(refusal -> cameToNothing(request, refusal)))
                .chain(closed -> closed.isNew() ? released(closed.batch()) : repeated(closed.batch()));
    }

    /**
     * Its targets are its own, so that it does not settle them for the release itself. What was seen is told also where they
     * can't be forgotten: nobody will look at them.
     */
    private Uni<Release> look(ReleaseRequest request) {
        var id = "dry run " + UUID.randomUUID();
        return whenComplete(id, () -> closeBatch.look(request))
                .invoke(seen -> Noted.batch(LOG, DEBUG, seen.batchId(),
                        "A dry run would release batch %s with %d sessions",
                        seen.batchId(), seen.sessionCount()))
                .eventually(() -> targets.forget(id)
                        .onFailure().invoke(failure -> LOG.warnf(
                                "The targets of \"%s\" stay in release_target, where they can be deleted: %s", id,
                                failure))
                        .onFailure().recoverWithNull());
    }

    private Uni<Release> released(Batch batch) {
        meters.release("released");
        Noted.batch(LOG, INFO, batch.id, "Released batch %d as %s with %d sessions", batch.id, batch.releaseId,
                batch.sessionCount);
        relay.wake();
        return Uni.createFrom().item(Release.of(batch));
    }

    private Uni<Release> repeated(Batch batch) {
        meters.release("repeated");
        Noted.batch(LOG, DEBUG, batch.id, "Told once more that batch %d was released as %s", batch.id, batch.releaseId);
        return Uni.createFrom().item(Release.of(batch));
    }

    /** What comes next, once all that was acknowledged before the first call with this id is in a batch. */
    private <T> Uni<T> whenComplete(String releaseId, Supplier<Uni<? extends T>> next) {
        return targets.settle(releaseId)
                .chain(() -> awaitTargets.of(releaseId))
                .chain(next);
    }

    /** A later call with this id begins anew. The refusal is told when that is sure, else the caller is to repeat the call. */
    private <T> Uni<T> cameToNothing(ReleaseRequest request, Throwable refusal) {
        return targets.forget(request.releaseId())
                .invoke(() -> meters.release(
                        ((ProblemException) refusal).problem().status() == 409 ? "too_small" : "no_batch"))
                .chain(() -> Uni.createFrom().failure(refusal));
    }
}
