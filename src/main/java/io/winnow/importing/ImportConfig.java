package io.winnow.importing;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How an import copes. */
@ConfigMapping(prefix = "winnow.import")
public interface ImportConfig {
    /** How long an import waits for a database or a broker that is away before it gives up. */
    @WithDefault("30s")
    Duration mostWait();
}
