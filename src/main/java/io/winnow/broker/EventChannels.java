package io.winnow.broker;

import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Outgoing;

import io.smallrye.mutiny.Multi;
import io.smallrye.reactive.messaging.ClientCustomizer;

/** The channels whose producers {@link EventSender} uses. The connector makes them, by all settings of a channel but one. */
@ApplicationScoped
class EventChannels implements ClientCustomizer<Map<String, Object>> {
    static final String IMPROVEMENTS = "improvement-events";
    static final String OUTBOX = "outbox";

    private static final Set<String> ALL = Set.of(IMPROVEMENTS, OUTBOX);

    /** Nothing goes this way: without it the connector would make no producer. */
    @Outgoing(IMPROVEMENTS)
    Multi<String> improvements() {
        return Multi.createFrom().nothing();
    }

    /** As {@link #improvements}. */
    @Outgoing(OUTBOX)
    Multi<String> outbox() {
        return Multi.createFrom().nothing();
    }

    /** Has a send that would have to wait fail at once, whatever is configured: event loops call it. */
    @Override
    public Map<String, Object> customize(String channel, Config settings, Map<String, Object> ofClient) {
        if (ALL.contains(channel)) {
            ofClient.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "0");
        }
        return ofClient;
    }
}
