package io.winnow.release;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.winnow.batch.Batch;

/** Closes the collecting batch and writes its announcement: one transaction, so that there is neither without the other. */
@ApplicationScoped
class CloseBatch {
    private final Announcement announcement;
    private final Clock clock;

    CloseBatch(Announcement announcement, Clock clock) {
        this.announcement = announcement;
        this.clock = clock;
    }

    /**
     * The batch that stands released under the id.
     *
     * @param isNew whether this call closed it, and not another one with the same id meanwhile
     */
    record Closed(Batch batch, boolean isNew) {}

    /** Lock, look the id up again, close. Empty when nothing is collecting. */
    Uni<Optional<Closed>> close(String releaseId) {
        return Panache.withTransaction(() -> Batch.lockCollecting()
                .chain(collecting -> Batch.releasedAs(releaseId)
                        .chain(known -> close(collecting, known, releaseId))));
    }

    private Uni<Optional<Closed>> close(Batch collecting, Batch known, String releaseId) {
        if (known != null) {
            return Uni.createFrom().item(Optional.of(new Closed(known, false)));
        }
        if (collecting == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        // Whole seconds, as everywhere outside: so the answer, the message and its ce_time agree.
        Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var message = announcement.of(collecting, releaseId, at);
        collecting.release(releaseId, at, message.id);
        return message.persist().replaceWith(Optional.of(new Closed(collecting, true)));
    }
}
