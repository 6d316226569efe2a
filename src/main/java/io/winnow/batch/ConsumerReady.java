package io.winnow.batch;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Whether improvement events become snapshots, and if not, why. */
@Readiness
@ApplicationScoped
class ConsumerReady implements HealthCheck {
    private final WatchConsumer watch;
    private final Patience patience;

    ConsumerReady(WatchConsumer watch, Patience patience) {
        this.watch = watch;
        this.patience = patience;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> cause = watch.trouble().or(patience::waitingFor);
        var answer = HealthCheckResponse.named("consumer");
        return cause.map(why -> answer.down().withData("cause", why)).orElseGet(answer::up).build();
    }
}
