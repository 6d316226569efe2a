package io.winnow.release;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.winnow.batch.Batch;
import io.winnow.problem.ProblemException;
import io.winnow.telemetry.Traces;

/** Closes the collecting batch and writes its announcement: one transaction, so that there is neither without the other. */
@ApplicationScoped
class CloseBatch {
    private final Announcement announcement;
    private final Traces traces;
    private final Clock clock;

    CloseBatch(Announcement announcement, Traces traces, Clock clock) {
        this.announcement = announcement;
        this.traces = traces;
        this.clock = clock;
    }

    /**
     * The batch that stands released under the id.
     *
     * @param isNew whether this call closed it, and not another one with the same id meanwhile
     */
    record Closed(Batch batch, boolean isNew) {}

    /** Lock, look the id up again, close. Fails with 404 when nothing is collecting, with 409 when it is too small. */
    Uni<Closed> close(ReleaseRequest request) {
        return Panache.withTransaction(() -> Batch.lockCollecting()
                .chain(collecting -> Batch.releasedAs(request.releaseId())
                        .chain(known -> close(collecting, known, request))));
    }

    /** The batch that {@link #close} would close by now, or that was released under the id meanwhile; fails as it would. */
    Uni<Release> look(ReleaseRequest request) {
        return Panache.withSession(() -> Batch.collecting()
                .chain(collecting -> Batch.releasedAs(request.releaseId())
                        .map(known -> known == null ? wouldBe(collecting, request) : Release.of(known))));
    }

    private static Release wouldBe(Batch collecting, ReleaseRequest request) {
        refuse(collecting, request);
        return Release.wouldBe(collecting, request);
    }

    private Uni<Closed> close(Batch collecting, Batch known, ReleaseRequest request) {
        if (known != null) {
            return Uni.createFrom().item(new Closed(known, false));
        }
        refuse(collecting, request);
        // Whole seconds, as everywhere outside: so the answer, the message and its ce_time agree.
        Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var message = announcement.of(collecting, request, at);
        message.traceparent = traces.here();
        collecting.release(request.releaseId(), request.note(), at, message.id);
        return message.persist().replaceWith(new Closed(collecting, true));
    }

    private static void refuse(Batch collecting, ReleaseRequest request) {
        if (collecting == null) {
            throw ProblemException.notFound("There is no collecting batch");
        }
        if (collecting.sessionCount < request.minSessions()) {
            throw ProblemException
                    .conflict("Batch with id=%d has %d sessions, and min_sessions is %d: nothing was closed"
                            .formatted(collecting.id, collecting.sessionCount, request.minSessions()));
        }
    }
}
