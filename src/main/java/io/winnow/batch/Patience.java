package io.winnow.batch;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.jboss.logging.Logger;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.winnow.problem.Failures;

/** Tries again for as long as the database or the broker is away, and tells what it waits for. */
@ApplicationScoped
class Patience {
    private static final Logger LOG = Logger.getLogger(Patience.class);
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(100);

    private final BatchConfig config;
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean isStopping;

    Patience(BatchConfig config) {
        this.config = config;
    }

    void atStop(@Observes ShutdownEvent stop) {
        isStopping = true;
    }

    /** The work, repeated while it fails for a passing reason; any other failure ends it. */
    <T> Uni<T> with(Uni<T> work, String purpose) {
        return work
                // Connections are being closed: the work stands still here, and the next start or another instance does it.
                .onFailure(failure -> isStopping).recoverWithUni(() -> Uni.createFrom().nothing())
                .onFailure(Failures::isPassing).invoke(failure -> wait(purpose, failure))
                .onFailure(Failures::isPassing).retry()
                .withBackOff(FIRST_BACK_OFF, config.mostBackOff()).withJitter(0.2).indefinitely()
                .onTermination().invoke(() -> waiting.remove(purpose));
    }

    /** What is being waited for, if anything. */
    Optional<String> waitingFor() {
        return waiting.stream().sorted().findFirst().map(purpose -> "can't " + purpose + " now");
    }

    private void wait(String purpose, Throwable failure) {
        if (waiting.add(purpose)) {
            LOG.warnf("The consumer can't %s now and tries again: %s", purpose, failure);
        }
    }
}
