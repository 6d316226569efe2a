package io.winnow.batch;

import static io.winnow.testing.Api.clicked;
import static io.winnow.testing.Api.closeCollecting;
import static io.winnow.testing.Api.released;
import static io.winnow.testing.Api.walk;
import static io.winnow.testing.Topics.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.winnow.improvement.ImprovementEvent;
import io.winnow.testing.Servers;
import io.winnow.testing.Topics;

/** A broker, or another producer, may compress what is sent to it; each way has a library of its own. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class CompressedRecordsTest {

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "snappy", "lz4", "zstd"})
    void a_compressed_record_is_consumed(String compression) {
        closeCollecting();
        var id = clicked();
        var event = new ImprovementEvent(id, 1, 1_700_000_000);
        var record = new ProducerRecord<>(Topics.IMPROVEMENTS, bytes(id), bytes(event.json()));
        record.headers().add("ce_type", bytes(ImprovementEvent.TYPE));

        Topics.send(List.of(record), compression);

        assertThat(walk(released(), 10)).extracting(snapshot -> snapshot.get("session_id")).containsExactly(id);
    }
}
