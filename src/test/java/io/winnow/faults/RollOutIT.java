package io.winnow.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The load of the faults while nothing fails: every instance is replaced, as a roll-out of Kubernetes does it. Asked for by
 * {@code -Dfaults.roll-out=true} and no part of a build: where processors are short a call is answered 503 for being late,
 * and nothing tells that from one that the roll-out failed.
 */
@EnabledIfSystemProperty(named = "faults.roll-out", matches = "true")
class RollOutIT {
    private static final FaultSettings LOAD = new FaultSettings(3, Duration.ZERO, Duration.ofSeconds(1), 2, 4,
            List.of());

    /** With the logs of all instances and servers. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void no_call_fails_and_no_promise_breaks_while_each_instance_is_replaced() throws Exception {
        var findings = Run.of(LOAD, directory, RollOut::happen);

        assertThat(findings.broken()).as("broken, with the logs in %s", directory).isEmpty();
        assertThat(findings.counted("calls answered 503")).as("calls answered 503").isZero();
        assertThat(findings.counted("calls broken off")).as("calls broken off").isZero();
        assertThat(findings.counted("instances replaced")).isEqualTo(LOAD.instances());
        assertThat(findings.counted("schedules acknowledged")).isPositive();
        assertThat(findings.counted("releases answered 200")).isPositive();
    }
}
