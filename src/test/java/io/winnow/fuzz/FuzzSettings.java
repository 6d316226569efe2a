package io.winnow.fuzz;

import java.util.Random;

/**
 * What a run is made of.
 *
 * @param seed gives all that is sent; only the ids that the service itself gives may differ when it is repeated
 * @param tries requests to each operation; ten times as many records
 */
record FuzzSettings(long seed, int tries) {

    /** By the system properties {@code fuzz.*}, as CONTRIBUTING tells; the seed is printed. */
    static FuzzSettings fromProperties() {
        // The short run that is part of every build is to judge the change and not its luck: its seed is fixed.
        var seed = System.getProperty("fuzz.seed", "7");
        var settings = new FuzzSettings(
                seed.equals("random") ? new Random().nextInt(1_000_000) : Long.parseLong(seed),
                Integer.getInteger("fuzz.tries", 15));
        System.out.println("[fuzz] " + settings.how());
        return settings;
    }

    /** The settings that repeat this run. */
    String how() {
        return "-Dfuzz.seed=" + seed + " -Dfuzz.tries=" + tries;
    }
}
