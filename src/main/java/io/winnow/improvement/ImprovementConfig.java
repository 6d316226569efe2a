package io.winnow.improvement;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which sessions are worth learning from. */
@ConfigMapping(prefix = "winnow.improvement")
public interface ImprovementConfig {
    /** Event types of which a session needs at least one on an object that was shown, comma separated; unset: any. */
    Optional<Set<String>> expectedEvents();

    /** How long a run by a criterion tries again while the database or the broker is away, before it ends with an error. */
    @WithDefault("60s")
    Duration mostWait();
}
