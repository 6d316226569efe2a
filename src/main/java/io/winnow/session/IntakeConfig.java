package io.winnow.session;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which times a live call may report. */
@ConfigMapping(prefix = "winnow.intake")
public interface IntakeConfig {
    /** How far back {@code created_at} may lie. */
    @WithDefault("12h")
    Duration mostPast();

    /** How far ahead of our clock {@code created_at} may be. */
    @WithDefault("5m")
    Duration mostAhead();
}
