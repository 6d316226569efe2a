package io.winnow.improvement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.winnow.improvement.SessionState.Held;

/** In the order of the verdicts: where a session is comes before what it is. */
class SessionStateTest {
    private static final int VERSION = 3;

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            // payload search, irrelevant, expected event, held: version, collecting; the verdict
            "false, false, true,  -, -,     scheduled",
            "false, true,  false, -, -,     scheduled",
            "false, true,  true,  -, -,     scheduled",
            "false, false, true,  2, false, scheduled",
            "false, false, false, -, -,     no_expected_events",
            "false, false, false, 2, false, no_expected_events",
            "true,  false, true,  -, -,     payload_search",
            "true,  true,  false, -, -,     payload_search",
            "true,  false, false, -, -,     payload_search",
            "true,  false, true,  2, false, payload_search",
            "false, false, true,  3, false, already_released",
            "false, false, false, 3, false, already_released",
            "true,  false, true,  3, false, already_released",
            "false, false, true,  3, true,  already_scheduled",
            "false, false, true,  2, true,  already_scheduled",
            "true,  false, false, 2, true,  already_scheduled"})
    void each_state_has_its_verdict(boolean isPayloadSearch, boolean isIrrelevant, boolean hasExpectedEvent,
            Integer heldVersion, Boolean isCollecting, String outcome) {
        var held = Optional.ofNullable(heldVersion).map(version -> new Held(17, version, isCollecting));
        var state = new SessionState("s", isPayloadSearch, isIrrelevant, VERSION, hasExpectedEvent, held);

        var objection = state.objection();

        assertThat(objection.map(Verdict::outcome).orElse("scheduled")).isEqualTo(outcome);
    }

    @Test
    void an_objection_names_the_batch_and_the_state_that_it_holds() {
        var state = new SessionState("s", false, false, VERSION, true, Optional.of(new Held(17, 2, true)));

        assertThat(state.objection())
                .contains(new Verdict("s", Verdict.Status.already_scheduled, null, "s:2", "17"));
    }

    @Test
    void a_request_names_the_state_so_that_a_repeat_is_the_same_one() {
        var state = new SessionState("s", false, false, VERSION, true, Optional.empty());

        var request = state.improvement(Clock.fixed(Instant.ofEpochSecond(1_795_469_817), ZoneOffset.UTC));

        assertThat(request).isEqualTo(new ImprovementEvent("s", VERSION, 1_795_469_817));
        assertThat(request.improvementId()).isEqualTo("s:3");
    }
}
