package io.winnow.improvement;

import static io.winnow.testing.Api.newId;
import static io.winnow.testing.Api.post;
import static io.winnow.testing.Api.register;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Inject;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.sqlclient.Pool;
import io.winnow.telemetry.Meters;
import io.winnow.telemetry.Traces;
import io.winnow.testing.Servers;

/** The verification as it is where {@code winnow.improvement.expected-events} is set. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class ExpectedEventsTest {
    @Inject
    Pool pool;

    @Inject
    PublishImprovement publish;

    @Inject
    Clock clock;

    @Inject
    Meters meters;

    @Inject
    Traces traces;

    @ParameterizedTest
    @CsvSource({
            "click,       o1, skipped",
            "purchase,    o1, scheduled",
            "add_to_cart, o1, scheduled",
            "purchase,    elsewhere, skipped"})
    void only_an_expected_event_on_a_shown_object_makes_a_session_worth_learning_from(String type, String object,
            String status) {
        var id = register();
        post("/session/events", Map.of("session_id", id, "events", List.of(
                Map.of("event_id", newId(), "object_id", object, "event_type", type)))).then().statusCode(200);
        var states = new SessionStates(pool,
                new Settings(Optional.of(Set.of("purchase", "add_to_cart")), Duration.ZERO));
        var improvement = new ScheduleImprovement(states, publish, clock, meters, traces);

        var verdict = improvement.schedule(id).await().atMost(Duration.ofSeconds(20));

        assertThat(verdict.status()).hasToString(status);
    }
}
