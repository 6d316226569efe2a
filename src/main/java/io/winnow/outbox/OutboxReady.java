package io.winnow.outbox;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;

/** Whether messages get out: down when the oldest has waited for too long. */
@Readiness
@ApplicationScoped
class OutboxReady implements AsyncHealthCheck {
    private static final String NAME = "outbox";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Outbox outbox;
    private final OutboxConfig config;

    OutboxReady(Outbox outbox, OutboxConfig config) {
        this.outbox = outbox;
        this.config = config;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return outbox.oldestUnsent().map(age -> HealthCheckResponse.named(NAME)
                .status(age.compareTo(config.mostAge()) <= 0)
                .withData("oldest-unsent-seconds", age.toSeconds()).build())
                .ifNoItem().after(PATIENCE).fail()
                .onFailure().recoverWithItem(() -> HealthCheckResponse.named(NAME).down()
                        .withData("cause", "The outbox can't be read: PostgreSQL is away").build());
    }
}
