package io.winnow.release;

import java.time.Clock;
import java.time.temporal.ChronoUnit;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.micrometer.core.instrument.Timer;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.winnow.batch.Batch;
import io.winnow.batch.Progress;
import io.winnow.outbox.RelayOutbox;
import io.winnow.problem.ProblemException;
import io.winnow.telemetry.Meters;

/**
 * Closes the collecting batch under an id that the caller chose. Nothing that was acknowledged before the first call with
 * that id is left behind.
 */
@ApplicationScoped
public class ReleaseBatch {
    private static final Logger LOG = Logger.getLogger(ReleaseBatch.class);

    private final Targets targets;
    private final Progress progress;
    private final Announcement.Writer announcements;
    private final RelayOutbox relay;
    private final Clock clock;
    private final Meters meters;
    private final ReleaseConfig config;

    ReleaseBatch(Targets targets, Progress progress, Announcement.Writer announcements, RelayOutbox relay, Clock clock,
            Meters meters, ReleaseConfig config) {
        this.targets = targets;
        this.progress = progress;
        this.announcements = announcements;
        this.relay = relay;
        this.clock = clock;
        this.meters = meters;
        this.config = config;
    }

    /**
     * Releases, or tells how an earlier call with this id did.
     *
     * @return fails with 404 when nothing is collecting, with 503 when the consumer is not done in time: then nothing was
     *         closed, and a repeat waits for the same
     */
    public Uni<Release> release(String releaseId) {
        return Panache.withSession(() -> Batch.releasedAs(releaseId))
                .chain(batch -> batch != null ? repeated(batch) : first(releaseId));
    }

    private Uni<Release> repeated(Batch batch) {
        meters.release("repeated");
        return Uni.createFrom().item(Release.of(batch));
    }

    private Uni<Release> first(String releaseId) {
        return targets.settle(releaseId)
                .chain(() -> awaitTargets(releaseId))
                .chain(() -> Panache.withTransaction(() -> close(releaseId)))
                .chain(batch -> batch == null ? nothingCollecting(releaseId) : released(batch));
    }

    /** Looks again and again, holding no connection meanwhile. */
    private Uni<Void> awaitTargets(String releaseId) {
        var timer = Timer.start();
        return noContradiction()
                .chain(() -> targets.areReached(releaseId))
                .onItem().transformToUni(reached -> reached ? Uni.createFrom().item(true) : lookAgain(releaseId))
                .ifNoItem().after(config.mostWait()).failWith(this::late)
                .invoke(() -> timer.stop(meters.releaseWait()))
                .replaceWithVoid();
    }

    private Uni<Boolean> lookAgain(String releaseId) {
        return Uni.createFrom().voidItem().onItem().delayIt().by(config.lookEvery())
                .chain(() -> targets.areReached(releaseId))
                .repeat().until(reached -> reached)
                .collect().last();
    }

    /** A consumer that has nothing to read any more would be waited for in vain, or be believed for no reason. */
    private Uni<Void> noContradiction() {
        return progress.now().invoke(report -> report.fault().ifPresent(fault -> {
            throw ProblemException.unavailable(fault);
        })).replaceWithVoid();
    }

    private ProblemException late() {
        meters.release("late");
        return ProblemException.unavailable("The consumer was not done within " + config.mostWait().toSeconds()
                + " s with what was acknowledged before. Nothing was closed; repeat the call.");
    }

    /** In a transaction: lock, look again, close and write the message. {@code null} when nothing is collecting. */
    private Uni<Batch> close(String releaseId) {
        return Batch.lockCollecting()
                .chain(collecting -> Batch.releasedAs(releaseId)
                        .chain(known -> known != null || collecting == null
                                ? Uni.createFrom().item(known)
                                : close(collecting, releaseId)));
    }

    private Uni<Batch> close(Batch collecting, String releaseId) {
        var at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var message = announcements.message(collecting, releaseId, at);
        collecting.release(releaseId, at, message.id);
        return message.persist().replaceWith(collecting);
    }

    private Uni<Release> nothingCollecting(String releaseId) {
        meters.release("no_batch");
        return targets.forget(releaseId).chain(() -> Uni.createFrom()
                .failure(ProblemException.notFound("There is no collecting batch")));
    }

    private Uni<Release> released(Batch batch) {
        meters.release("released");
        LOG.infof("Released batch %d as %s with %d sessions", batch.id, batch.releaseId, batch.sessionCount);
        relay.wake();
        return Uni.createFrom().item(Release.of(batch));
    }
}
