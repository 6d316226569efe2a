package io.winnow.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

import io.winnow.improvement.ImprovementEvent;

class ReadPolledValueTest {
    private static final Headers OURS = new RecordHeaders().add("ce_type", ImprovementEvent.TYPE.getBytes(UTF_8));

    @Test
    void what_was_asked_for_is_read() {
        var event = new ImprovementEvent("s", 2, 7);

        var value = read(OURS, event.json());

        assertThat(value.event()).isEqualTo(event);
        assertThat(value.fault()).isNull();
    }

    @Test
    void what_can_not_be_read_is_kept_as_it_came_with_the_fault() {
        var value = read(OURS, "{no json");

        assertThat(value.event()).isNull();
        assertThat(value.octets()).asString(UTF_8).isEqualTo("{no json");
        assertThat(value.fault()).contains("is not valid JSON");
        assertThat(read(new RecordHeaders(), "{}").fault()).contains("ce_type");
        try (var reader = new ReadPolledValue()) {
            assertThat(reader.deserialize("topic", new byte[0]).fault()).contains("ce_type");
        }
    }

    private static PolledValue read(Headers headers, String json) {
        try (var reader = new ReadPolledValue()) {
            return reader.deserialize("topic", headers, json.getBytes(UTF_8));
        }
    }
}
