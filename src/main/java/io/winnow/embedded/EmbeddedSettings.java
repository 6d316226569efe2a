package io.winnow.embedded;

import java.nio.file.Path;

import io.quarkus.arc.Unremovable;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * Where the embedded servers keep their data and at which ports of the loopback address they answer. Read before Quarkus
 * starts, and kept known to it although no bean asks for it: else it would refuse these keys as nobody's.
 */
@Unremovable
@ConfigMapping(prefix = "winnow.embedded")
public interface EmbeddedSettings {

    /** Directory of all that the embedded servers store; made if missing. Default {@code ./data}. */
    @WithDefault("./data")
    Path dataDir();

    /** TCP port of the embedded PostgreSQL, 0 for any free one. Default 25432. */
    @WithDefault("25432")
    int postgresPort();

    /** TCP port of the embedded Kafka broker, 0 for any free one. Default 29092. */
    @WithDefault("29092")
    int kafkaPort();
}
