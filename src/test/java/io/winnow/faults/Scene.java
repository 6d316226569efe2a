package io.winnow.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;

/** All that a fault or a client can lay hands on. */
record Scene(Stack stack, Calls calls, Ledger ledger, Findings findings, Health health, Duration longest) {
    private static final Duration LONGER_THAN_ANY_WATCHDOG = Duration.ofSeconds(61);

    Connection connect() throws SQLException {
        return DriverManager.getConnection(stack.jdbcUrl());
    }

    /** Longer than any watchdog waits where the run's setting permits it, the first time; then as any other. */
    Duration firstLong(String what, Random random) {
        var outage = outage(random);
        var isFirst = findings.counted("kills of " + what) == 0;
        return isFirst && longest.compareTo(LONGER_THAN_ANY_WATCHDOG) >= 0 ? longest : outage;
    }

    /** How long something stays away: mostly seconds, now and then as long as the run's setting permits. */
    Duration outage(Random random) {
        var shortest = 1_000;
        var usual = (int) Math.min(5_000, longest.toMillis());
        var most = random.nextInt(3) == 0 ? (int) longest.toMillis() : usual;
        return Duration.ofMillis(shortest + random.nextInt(Math.max(1, most - shortest)));
    }
}
