package io.winnow.improvement;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Settings made up by a test. */
record Settings(Optional<Set<String>> expectedEvents, Duration mostWait) implements ImprovementConfig {}
