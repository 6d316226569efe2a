package io.winnow.broker;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;

/** Whether the broker answers and the topics are there. */
@Readiness
@ApplicationScoped
class KafkaReady implements AsyncHealthCheck {
    private final Broker broker;
    private final EnsureTopics topics;

    KafkaReady(Broker broker, EnsureTopics topics) {
        this.broker = broker;
        this.topics = topics;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return broker.ask(admin -> admin.describeCluster().nodes())
                .map(nodes -> topics.trouble().map(trouble -> down("The topics are not ready: " + trouble))
                        .orElseGet(() -> up(nodes.size())))
                .onFailure().recoverWithItem(
                        failure -> down(Refusal.in(failure).orElse("The broker does not answer")));
    }

    private static HealthCheckResponse up(int nodes) {
        return HealthCheckResponse.named("kafka").up().withData("nodes", nodes).build();
    }

    private static HealthCheckResponse down(String cause) {
        return HealthCheckResponse.named("kafka").down().withData("cause", cause).build();
    }
}
