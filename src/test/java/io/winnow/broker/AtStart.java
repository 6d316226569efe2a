package io.winnow.broker;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.StartupEvent;

/** What the service does with a broker when it starts, without the rest of it. */
public final class AtStart {
    private AtStart() {}

    /** Fails as the start does. */
    public static void meets(Map<String, Object> connection) {
        var config = new Topics();
        var broker = new Broker(connection, config);
        try {
            new EnsureTopics(broker, config).atStart(new StartupEvent());
        } finally {
            broker.close();
        }
    }

    private record Topics() implements TopicsConfig {
        @Override
        public Optional<String> prefix() {
            return Optional.empty();
        }

        @Override
        public int partitions() {
            return 1;
        }

        @Override
        public short replication() {
            return 1;
        }

        @Override
        public Duration adminTimeout() {
            return Duration.ofSeconds(20);
        }
    }
}
