package io.winnow.improvement;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jboss.logging.Logger;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.winnow.problem.ErrorKind;
import io.winnow.problem.Failures;
import io.winnow.problem.Problem;

/** Tells of a run while it goes on, a line about once a second. */
final class Report {
    private static final Logger LOG = Logger.getLogger(Report.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private Report() {}

    /**
     * The lines of a run. It goes on while somebody reads them and ends with them; a reader who is slow misses lines and
     * gets the latest, the last one in any case.
     */
    static Multi<String> of(Tally tally, Uni<Void> run) {
        return Multi.createFrom().emitter(lines -> {
            var isOver = new AtomicBoolean();
            var ticks = Multi.createFrom().ticks().every(EVERY).subscribe()
                    .with(tick -> {
                        // A tick that comes as the run ends would put its end out.
                        if (!isOver.get()) {
                            lines.emit(tally.progress());
                        }
                    });
            var running = run.onTermination().invoke(() -> {
                isOver.set(true);
                ticks.cancel();
            }).subscribe().with(
                    done -> lines.emit(total(tally)).complete(),
                    failure -> lines.emit(tally.brokenOff(problem(failure, tally))).complete());
            lines.onTermination(running::cancel);
        }, BackPressureStrategy.LATEST);
    }

    private static String total(Tally tally) {
        var total = tally.total();
        LOG.infof("Scheduled by a criterion: %s", total);
        return total;
    }

    private static Problem problem(Throwable failure, Tally tally) {
        if (Failures.isPassing(failure)) {
            LOG.warnf("A run by a criterion was broken off at %s: %s", tally.total(), cause(failure));
            return ErrorKind.UNAVAILABLE.problem("The database or the broker was away for too long. What is counted as"
                    + " scheduled is; repeat the call for the rest.");
        }
        LOG.errorf(failure, "A run by a criterion failed in an unforeseen way at %s", tally.total());
        return ErrorKind.INTERNAL.problem("This should not have happened. The log has the cause. What is counted as"
                + " scheduled is; a repeat of the call does no harm to it.");
    }

    /** What was tried again for too long says no more than that. */
    private static Throwable cause(Throwable failure) {
        return failure.getCause() == null ? failure : failure.getCause();
    }
}
