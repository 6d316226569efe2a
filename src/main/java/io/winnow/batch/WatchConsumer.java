package io.winnow.batch;

import java.util.List;
import java.util.Map;
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
    private final Cursors cursors;
    private final SeekPositions seek;
    private final Patience patience;
    private final Meters meters;
    private Map<Integer, Long> before = Map.of();
    private volatile Optional<String> fault = Optional.empty();

    WatchConsumer(Progress progress, Cursors cursors, SeekPositions seek, Patience patience, Meters meters) {
        this.progress = progress;
        this.cursors = cursors;
        this.seek = seek;
        this.patience = patience;
        this.meters = meters;
    }

    /** Why log and database contradict each other, as of the last look. */
    Optional<String> fault() {
        return fault;
    }

    @Scheduled(every = "${winnow.batch.watch-every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        return progress.now().invoke(this::judge).replaceWithVoid()
                // Readiness tells that the database or the broker is away; here it is no news.
                .onFailure().invoke(failure -> LOG.debugf("Could not look at the consumer's progress: %s", failure))
                .onFailure().recoverWithNull();
    }

    private void judge(Report report) {
        meters.consumerLag(report.pending());
        if (report.fault().isPresent() && !report.fault().equals(fault)) {
            LOG.error(report.fault().get());
        }
        fault = report.fault();
        var stuck = stuck(report);
        if (!stuck.isEmpty()) {
            LOG.infof("Seeking partitions %s anew: nothing moved although there are records", stuck);
            seek.anew(stuck);
        }
        before = cursors.snapshot();
    }

    /** Partitions of ours that have records, stand where they stood at the last look, or belong to a former topic. */
    private List<Integer> stuck(Report report) {
        var isOtherTopic = !report.log().topicId().equals(cursors.topicId());
        return cursors.snapshot().entrySet().stream()
                .filter(cursor -> isOtherTopic || isStuck(report, cursor.getKey(), cursor.getValue()))
                .map(Map.Entry::getKey).toList();
    }

    private boolean isStuck(Report report, int partition, long cursor) {
        return patience.waitingFor().isEmpty()
                && Long.valueOf(cursor).equals(before.get(partition))
                && report.log().ends().getOrDefault(partition, 0L) > cursor;
    }
}
