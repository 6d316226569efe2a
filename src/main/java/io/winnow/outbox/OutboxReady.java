package io.winnow.outbox;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
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
        return outbox.oldestUnsent().map(this::answer)
                .ifNoItem().after(PATIENCE).fail()
                .onFailure().recoverWithItem(() -> down("The database does not answer").build());
    }

    private HealthCheckResponse answer(Duration oldest) {
        var answer = oldest.compareTo(config.mostAge()) <= 0
                ? HealthCheckResponse.named(NAME).up()
                : down("The oldest message has waited for " + oldest.toSeconds() + " s: the broker does not take it");
        return answer.withData("oldest-unsent-seconds", oldest.toSeconds()).build();
    }

    private static HealthCheckResponseBuilder down(String cause) {
        return HealthCheckResponse.named(NAME).down().withData("cause", cause);
    }
}
