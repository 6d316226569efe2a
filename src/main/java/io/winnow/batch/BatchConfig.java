package io.winnow.batch;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How improvement events become snapshots. */
@ConfigMapping(prefix = "winnow.batch")
public interface BatchConfig {
    /** How long the consumer waits for PostgreSQL before it tries again; longer than the server's own time-out. */
    @WithDefault("10s")
    Duration databaseTimeout();

    /** The longest pause between two tries while the database or the broker is away. */
    @WithDefault("5s")
    Duration mostBackOff();

    /** How often the consumer's progress is held against the log. */
    @WithDefault("5s")
    String watchEvery();

    /** Readiness is down when a partition with records to consume has stood still for longer. */
    @WithDefault("60s")
    Duration mostStandstill();
}
