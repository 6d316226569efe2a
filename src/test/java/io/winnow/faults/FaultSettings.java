package io.winnow.faults;

import java.time.Duration;
import java.util.Optional;

/**
 * What a run is made of.
 *
 * @param seed gives the plan and what the clients do
 * @param time how long faults go on
 * @param instances packaged services over the same two servers
 * @param clients threads that report sessions and schedule them
 * @param only one fault to try alone, if given
 * @param longest how long an outage may last
 */
record FaultSettings(long seed, Duration time, int instances, int clients, Optional<String> only, Duration longest) {

    /** By the system properties {@code faults.*}, as CONTRIBUTING tells. */
    static FaultSettings fromProperties() {
        // The short run that is part of every build is to judge the change and not its luck: its seed is fixed.
        return new FaultSettings(Long.getLong("faults.seed", 1), Duration.ofSeconds(Long.getLong("faults.seconds", 40)),
                Integer.getInteger("faults.instances", 2), Integer.getInteger("faults.clients", 6),
                Optional.ofNullable(System.getProperty("faults.only")).filter(name -> !name.isBlank()),
                Duration.ofSeconds(Long.getLong("faults.longest-outage", 8)));
    }
}
