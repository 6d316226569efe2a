package io.winnow.improvement;

import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;

/** Which sessions are worth learning from. */
@ConfigMapping(prefix = "winnow.improvement")
public interface ImprovementConfig {
    /** Event types of which a session needs at least one on an object that was shown, comma separated; unset: any. */
    Optional<Set<String>> expectedEvents();
}
