package io.winnow.batch;

import static org.jboss.logging.Logger.Level.DEBUG;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.winnow.batch.AppendSnapshots.Appended;
import io.winnow.batch.AppendSnapshots.Fenced;
import io.winnow.batch.Cursors.Claim;
import io.winnow.problem.Failures;
import io.winnow.telemetry.Meters;
import io.winnow.telemetry.Noted;

/**
 * Turns a poll into snapshots. What can't be read goes to the dead letters first; an append that fails on its data is
 * halved until the culprit stands alone, and one that is too much at once is tried in parts; while the database is away it waits.
 */
@ApplicationScoped
class MaterializePoll {
    private static final Logger LOG = Logger.getLogger(MaterializePoll.class);

    private final Cursors cursors;
    private final SeekPositions seek;
    private final SettleDoubts doubts;
    private final AppendSnapshots snapshots;
    private final AppendSize size;
    private final SnapshotTraces traces;
    private final DeadLetters deadLetters;
    private final Patience patience;
    private final Meters meters;
    private volatile boolean isAtWork;

    MaterializePoll(Cursors cursors, SeekPositions seek, SettleDoubts doubts, AppendSnapshots snapshots,
            AppendSize size, SnapshotTraces traces, DeadLetters deadLetters, Patience patience, Meters meters) {
        this.cursors = cursors;
        this.seek = seek;
        this.doubts = doubts;
        this.snapshots = snapshots;
        this.size = size;
        this.traces = traces;
        this.deadLetters = deadLetters;
        this.patience = patience;
        this.meters = meters;
    }

    /** Completes when all of the poll is in a batch, in the dead letters, or known to be somebody else's. */
    Uni<Void> materialize(ConsumerRecords<byte[], PolledValue> poll) {
        return Uni.createFrom().deferred(() -> materialize(cursors.claim(poll)))
                // A failure that got out of here would close the consumer for good.
                .onFailure().invoke(failure -> LOG.error("A poll failed in an unforeseen way; it comes again", failure))
                .onFailure().invoke(() -> meters.poll("failed"))
                // The cursors stay: the watch finds the partitions standing still and seeks them anew.
                .onFailure().recoverWithNull()
                .onSubscription().invoke(() -> isAtWork = true)
                .onTermination().invoke(() -> isAtWork = false);
    }

    /** Whether a poll is in hand: the next one waits for it, and what stands still may do so for its sake. */
    boolean isAtWork() {
        return isAtWork;
    }

    private Uni<Void> materialize(Claim claim) {
        return consume(claim.slice()).chain(() -> doubts.of(claim));
    }

    private Uni<Void> consume(Slice slice) {
        if (slice.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return buryUnreadable(slice)
                .chain(() -> append(slice))
                .onFailure(Fenced.class).recoverWithUni(() -> goOnElsewhere(slice));
    }

    private Uni<Void> buryUnreadable(Slice slice) {
        var unreadable = slice.records().stream().filter(PolledRecord::isUnreadable).toList();
        return patience.with(deadLetters.bury(unreadable), "send dead letters");
    }

    private Uni<Void> append(Slice slice) {
        return size.isTooLarge(slice.records().size()) ? appendHalves(slice) : appendPatiently(slice);
    }

    private Uni<Void> appendPatiently(Slice slice) {
        var timer = Timer.start();
        return patience.with(onceOrInHalves(slice), "append to the batch")
                .invoke(() -> timer.stop(meters.append()));
    }

    private Uni<Void> onceOrInHalves(Slice slice) {
        return traces.appending(slice, () -> snapshots.append(slice))
                .invoke(appended -> passed(slice, appended)).replaceWithVoid()
                .onFailure(failure -> isForHalves(failure, slice)).recoverWithUni(failure -> halve(slice, failure))
                .onFailure(failure -> slice.isSingle() && isFaultOfData(failure))
                .recoverWithUni(failure -> bury(slice, failure));
    }

    private Uni<Void> halve(Slice slice, Throwable failure) {
        LOG.debugf("Halving a poll of %d records: %s", slice.records().size(), failure);
        meters.poll("halved");
        if (Failures.isTooMuch(failure)) {
            size.wereTooMany(slice.records().size());
        }
        return appendHalves(slice);
    }

    private Uni<Void> appendHalves(Slice slice) {
        var halves = slice.halves();
        return append(halves.get(0)).chain(() -> append(halves.get(1)));
    }

    private Uni<Void> bury(Slice culprit, Throwable failure) {
        var reason = "can't be appended: " + failure.getMessage();
        return patience.with(deadLetters.bury(culprit.records().get(0), reason), "send dead letters")
                .chain(() -> append(culprit.passedBy()));
    }

    private Uni<Void> goOnElsewhere(Slice slice) {
        LOG.infof("Dropped a poll of %d records that was consumed elsewhere meanwhile", slice.records().size());
        meters.poll("fenced");
        seek.anew(slice.begins().keySet());
        return Uni.createFrom().voidItem();
    }

    private void passed(Slice slice, Appended appended) {
        cursors.pass(slice);
        size.passed(slice.records().size());
        meters.poll("appended");
        if (appended.appended() > 0) {
            meters.readable(slice.oldest());
            Noted.batch(LOG, DEBUG, appended.batchId(), "Appended %d sessions to batch %d", appended.appended(),
                    appended.batchId());
        }
        meters.improvementEvents("materialized", appended.appended());
        meters.improvementEvents("left_out", appended.gone());
        meters.improvementEvents("repeated", slice.events().count() - appended.appended() - appended.gone());
    }

    private static boolean isForHalves(Throwable failure, Slice slice) {
        return !slice.isSingle() && !(failure instanceof Fenced) && Failures.isForHalves(failure);
    }

    private static boolean isFaultOfData(Throwable failure) {
        return !(failure instanceof Fenced) && !Failures.isPassing(failure);
    }
}
