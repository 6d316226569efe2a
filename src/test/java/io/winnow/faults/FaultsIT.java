package io.winnow.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The promises while processes, servers and connections die. CONTRIBUTING tells how to run it longer. */
class FaultsIT {
    /** With the logs of all instances and servers. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void nothing_is_lost_and_nothing_is_twice_whatever_dies() throws Exception {
        var findings = Run.of(FaultSettings.fromProperties(), directory);

        assertThat(findings.broken()).as("broken, with the logs in %s", directory).isEmpty();
        // How much happens in the time depends on the machine, but not whether anything does.
        assertThat(findings.counted("schedules acknowledged")).isPositive();
        assertThat(findings.counted("faults")).isPositive();
    }
}
