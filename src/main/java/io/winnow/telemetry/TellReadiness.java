package io.winnow.telemetry;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;

import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.jboss.logging.Logger;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.health.SmallRyeHealth;
import io.smallrye.health.SmallRyeHealthReporter;
import io.smallrye.mutiny.Uni;

/**
 * Tells readiness as a meter, each check by itself: alerts can't ask a probe. It asks by itself, twice as often as the
 * manifests' probe, so that what is scraped costs nothing.
 */
@ApplicationScoped
class TellReadiness {
    private static final Logger LOG = Logger.getLogger(TellReadiness.class);
    /** Longer than any check takes, as long as winnow.topics.admin-timeout (5 s) is below it; a leaf can't ask for that. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final SmallRyeHealthReporter health;
    private final Meters meters;

    TellReadiness(SmallRyeHealthReporter health, Meters meters) {
        this.health = health;
        this.meters = meters;
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP, skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        return health.getReadinessAsync().ifNoItem().after(PATIENCE).fail()
                .invoke(this::tell).replaceWithVoid()
                .onFailure().invoke(failure -> LOG.debugf("Readiness could not be asked for: %s", failure))
                .onFailure().invoke(meters::nothingReady)
                .onFailure().recoverWithNull();
    }

    private void tell(SmallRyeHealth answer) {
        answer.getPayload().getJsonArray("checks").getValuesAs(JsonObject.class).forEach(check -> meters
                .ready(check.getString("name"), Status.UP.name().equals(check.getString("status"))));
    }
}
