package io.winnow.faults;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What a run is made of.
 *
 * @param seed gives the plan and what the clients do
 * @param time how long faults go on
 * @param longestOutage how long a server may stay away
 * @param instances packaged services over the same two servers
 * @param clients threads that report sessions and schedule them
 * @param faults which are dealt
 */
record FaultSettings(long seed, Duration time, Duration longestOutage, int instances, int clients,
        List<Fault> faults) {

    /** By the system properties {@code faults.*}, as CONTRIBUTING tells. */
    static FaultSettings fromProperties() {
        // The short run that is part of every build is to judge the change and not its luck: its seed is fixed.
        var seed = System.getProperty("faults.seed", "3");
        return new FaultSettings(
                seed.equals("random") ? new Random().nextInt(1_000_000) : Long.parseLong(seed),
                duration("faults.time", "15s"), duration("faults.longest-outage", "8s"),
                Integer.getInteger("faults.instances", 2), Integer.getInteger("faults.clients", 6),
                faults(System.getProperty("faults.only", "")));
    }

    private static Duration duration(String key, String otherwise) {
        return Duration.parse("PT" + System.getProperty(key, otherwise));
    }

    private static List<Fault> faults(String names) {
        return names.isBlank()
                ? List.of(Fault.values())
                : Arrays.stream(names.split(",")).map(String::strip).map(Fault::valueOf).toList();
    }
}
