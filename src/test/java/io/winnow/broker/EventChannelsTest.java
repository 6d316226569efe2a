package io.winnow.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the producers of channels are set to; that the connector asks for it is in {@link MessagesTest}. */
class EventChannelsTest {
    @ParameterizedTest
    @CsvSource({"improvement-events, 0", "outbox, 0", "dead-letters, 9"})
    void whatever_is_configured_the_producers_of_events_never_block_and_others_may(String channel, String blocks) {
        var configured = new HashMap<String, Object>(Map.of("max.block.ms", "9"));

        assertThat(new EventChannels().customize(channel, null, configured)).isEqualTo(Map.of("max.block.ms", blocks));
    }
}
