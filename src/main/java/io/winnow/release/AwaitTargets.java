package io.winnow.release;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import io.winnow.batch.Progress;
import io.winnow.problem.ProblemException;
import io.winnow.telemetry.Meters;

/** Waits until the consumer has passed the targets of a release. */
@ApplicationScoped
class AwaitTargets {
    private final Targets targets;
    private final Progress progress;
    private final Meters meters;
    private final ReleaseConfig config;

    AwaitTargets(Targets targets, Progress progress, Meters meters, ReleaseConfig config) {
        this.targets = targets;
        this.progress = progress;
        this.meters = meters;
        this.config = config;
    }

    /** Looks again and again, holding no connection meanwhile; fails with 503 when it takes too long. */
    Uni<Void> of(String releaseId) {
        var timer = Timer.start();
        return refuseContradiction()
                .chain(() -> targets.areReached(releaseId))
                .chain(reached -> reached ? Uni.createFrom().voidItem() : lookAgain(releaseId))
                .ifNoItem().after(config.mostWait()).failWith(this::late)
                .invoke(() -> timer.stop(meters.releaseWait()));
    }

    /** A consumer that has lost what it was to read would be waited for in vain, or be believed for no reason. */
    private Uni<Void> refuseContradiction() {
        return progress.now().invoke(report -> report.fault().ifPresent(fault -> {
            throw ProblemException.unavailable(fault);
        })).replaceWithVoid();
    }

    private Uni<Void> lookAgain(String releaseId) {
        return Uni.createFrom().voidItem().onItem().delayIt().by(config.lookEvery())
                .chain(() -> targets.areReached(releaseId))
                .repeat().until(reached -> reached)
                .collect().last().replaceWithVoid();
    }

    private ProblemException late() {
        meters.release("late");
        return ProblemException.unavailable("The consumer was not done within " + config.mostWait().toSeconds()
                + " s with what was acknowledged before. Nothing was closed; repeat the call.");
    }
}
