package io.winnow.batch;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.winnow.batch.Progress.Report;
import io.winnow.telemetry.Meters;

/**
 * Watches the consumer: tells its lag, names a contradiction between log and database, and seeks anew where nothing moves
 * although there is something to do.
 */
@ApplicationScoped
class WatchConsumer {
    private static final Logger LOG = Logger.getLogger(WatchConsumer.class);

    private final Progress progress;
    private final OldestPending oldestPending;
    private final Cursors cursors;
    private final SeekPositions seek;
    private final MaterializePoll poll;
    private final Meters meters;
    private final Duration limit;
    private final Standstill standstill;
    private volatile Optional<String> trouble = Optional.empty();

    WatchConsumer(Progress progress, OldestPending oldestPending, Cursors cursors, SeekPositions seek,
            MaterializePoll poll, Meters meters,
            BatchConfig config, Clock clock) {
        this.progress = progress;
        this.oldestPending = oldestPending;
        this.cursors = cursors;
        this.seek = seek;
        this.poll = poll;
        this.meters = meters;
        limit = config.databaseTimeout();
        standstill = new Standstill(clock, config.mostStandstill());
    }

    /** What somebody has to do something about, as of the last look. */
    Optional<String> trouble() {
        return trouble;
    }

    @Scheduled(every = "${winnow.batch.watch-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        return progress.now().ifNoItem().after(limit).fail()
                .invoke(this::judge)
                .chain(report -> oldestPending.of(report).ifNoItem().after(limit).fail())
                .invoke(meters::oldestPending).replaceWithVoid()
                // Readiness tells that the database or the broker is away; here it is no news.
                .onFailure().invoke(failure -> LOG.debugf("Could not look at the consumer's progress: %s", failure))
                .onFailure().recoverWithNull();
    }

    private void judge(Report report) {
        meters.consumerLag(report.pending());
        meters.contradiction(report.fault().isPresent());
        standstill.look(report);
        meters.consumerStanding(standstill.late().size());
        var found = report.fault().or(this::lateHere);
        if (found.isPresent() && !found.equals(trouble)) {
            LOG.error(found.get());
        }
        trouble = found;
        var stuck = stuck(report);
        if (!stuck.isEmpty()) {
            LOG.infof("Seeking partitions %s anew: nothing moved although there are records", stuck);
        }
        // Always: it also seeks the partitions that an earlier seek left out.
        seek.anew(stuck);
    }

    /** Late partitions that this instance consumes; where it consumes none at all, perhaps nobody does. */
    private Optional<String> lateHere() {
        var ours = cursors.known();
        var late = standstill.late().stream().filter(partition -> ours.isEmpty() || ours.contains(partition)).toList();
        return late.isEmpty()
                ? Optional.empty()
                : Optional.of("The partitions " + late + " have records and stand still. See docs/operations.md,"
                        + " \"The consumer stands still\".");
    }

    /** Partitions of ours that stood still since the last look with no poll in hand, or belong to a former topic. */
    private List<Integer> stuck(Report report) {
        var isOtherTopic = !report.log().topicId().equals(cursors.topicId());
        return cursors.known().stream()
                .filter(partition -> isOtherTopic || !poll.isAtWork() && standstill.isStanding(partition)).toList();
    }
}
