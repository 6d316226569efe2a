package io.winnow.release;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How a release waits for what was acknowledged before it. */
@ConfigMapping(prefix = "winnow.release")
public interface ReleaseConfig {
    /** How long it waits for the consumer before it answers 503; the rest of the call may take the call timeout. */
    @WithDefault("25s")
    Duration mostWait();

    /** How often it looks how far the consumer is. */
    @WithDefault("50ms")
    Duration lookEvery();
}
