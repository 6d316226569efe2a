package io.winnow.outbox;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How stored messages are relayed. */
@ConfigMapping(prefix = "winnow.outbox")
public interface OutboxConfig {
    /** How often the relay looks for messages that nobody told it of. */
    @WithDefault("1s")
    String relayEvery();

    /** Messages taken in one round. */
    @WithDefault("100")
    int round();

    /** How long a message is kept from other instances while one sends it; longer than a send can take. */
    @WithDefault("15s")
    Duration claim();

    /** Readiness is down when a message has waited for longer. */
    @WithDefault("60s")
    Duration mostAge();
}
