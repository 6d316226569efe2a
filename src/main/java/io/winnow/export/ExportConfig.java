package io.winnow.export;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How an export copes. */
@ConfigMapping(prefix = "winnow.export")
public interface ExportConfig {
    /** How long an export or a report waits for a database that is away before it breaks off. */
    @WithDefault("30s")
    Duration mostWait();
}
