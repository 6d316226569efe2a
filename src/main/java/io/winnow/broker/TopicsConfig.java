package io.winnow.broker;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the topics are named and made. */
@ConfigMapping(prefix = "winnow.topics")
public interface TopicsConfig {
    /** Put before the names of all topics and of the consumer group, so that two environments can share a broker. */
    Optional<String> prefix();

    /** Partitions of a topic that is created: how many instances can consume at once. */
    @WithDefault("6")
    int partitions();

    /** Replicas of a topic that is created; with 3 or more, {@code min.insync.replicas} is 2. */
    @WithDefault("1")
    short replication();

    /** How long a call to the broker's admin interface may take. */
    @WithDefault("5s")
    Duration adminTimeout();
}
