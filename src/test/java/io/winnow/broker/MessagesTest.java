package io.winnow.broker;

import static io.restassured.RestAssured.given;
import static io.winnow.testing.Api.clicked;
import static io.winnow.testing.Api.get;
import static io.winnow.testing.Api.released;
import static io.winnow.testing.Api.scheduledInFreshBatch;
import static io.winnow.testing.DocumentSchemas.json;
import static io.winnow.testing.Topics.bytes;
import static io.winnow.testing.Topics.headers;
import static io.winnow.testing.Topics.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.winnow.testing.Api;
import io.winnow.testing.DocumentSchemas;
import io.winnow.testing.Servers;
import io.winnow.testing.Topics;

/** What is really sent, held against the AsyncAPI document. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class MessagesTest {
    @Inject
    KafkaClientService clients;

    @Test
    void an_improvement_event_is_as_documented() {
        var id = scheduledInFreshBatch(1).get(0);

        var record = sent(Topics.IMPROVEMENTS, id);

        assertConforms(record, "ImprovementRequested");
        assertThat(headers(record)).containsEntry("ce_subject", id).containsEntry("ce_id", id + ":1")
                .containsEntry("ce_time",
                        Instant.ofEpochSecond(json(record.value()).get("scheduled_at").asLong()).toString());
        // Each once.
        assertThat(record.headers()).extracting(Header::key).containsExactlyInAnyOrder("ce_specversion", "ce_id",
                "ce_type", "ce_source", "ce_subject", "ce_time", "ce_datacontenttype", "content-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {EventChannels.IMPROVEMENTS, EventChannels.OUTBOX})
    void what_event_loops_send_by_never_blocks(String channel) {
        assertThat(clients.getProducer(channel).configuration().get("max.block.ms")).isEqualTo("0");
    }

    @Test
    void a_caller_s_trace_is_left_alone_where_traces_are_off() {
        var id = clicked();

        given().header("traceparent", "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01")
                .contentType("application/json").body(Map.of("session_id", id)).post("/session/use-for-improvement")
                .then().statusCode(200);

        assertThat(headers(sent(Topics.IMPROVEMENTS, id))).doesNotContainKey("traceparent");
    }

    @Test
    void an_announcement_is_as_documented_and_agrees_with_the_batch() {
        scheduledInFreshBatch(3);
        var batch = released();

        var record = sent(Topics.RELEASES, batch);

        assertConforms(record, "BatchReleased");
        var message = json(record.value());
        var told = get("/batch?batch_id=" + batch).jsonPath();
        assertThat(message.get("session_count").asInt()).isEqualTo(told.getInt("session_count")).isEqualTo(3);
        assertThat(message.get("event_count").asInt()).isEqualTo(told.getInt("event_count")).isEqualTo(3);
        assertThat(message.get("released_at").asLong()).isEqualTo(told.getLong("released_at"));
        assertThat(message.get("release_id").asText()).isEqualTo(told.getString("release_id"));
        assertThat(message.get("digest").asText()).isEqualTo(told.getString("digest"));
        assertThat(get(message.get("sessions_url").asText()).jsonPath().getList("sessions")).hasSize(3);
    }

    @Test
    void a_dead_letter_is_as_documented() {
        var mark = Api.newId();
        Topics.send(new ProducerRecord<>(Topics.IMPROVEMENTS, bytes(mark), bytes("rubbish")));

        var record = sent(Topics.DEAD_LETTERS, mark);

        assertThat(faults("DeadLetterHeaders", headersJson(record))).isEmpty();
    }

    @Test
    void the_examples_of_the_document_are_as_documented() {
        DocumentSchemas.at("/asyncapi").root().at("/components/messages").properties()
                .forEach(message -> message.getValue().path("examples")
                        .forEach(example -> {
                            assertThat(faults(message.getKey(), example.get("payload"))).isEmpty();
                            assertThat(faults(message.getKey() + "Headers", example.get("headers"))).isEmpty();
                        }));
    }

    private static void assertConforms(ConsumerRecord<byte[], byte[]> record, String schema) {
        assertThat(faults(schema + "Headers", headersJson(record))).isEmpty();
        assertThat(faults(schema, json(record.value()))).isEmpty();
    }

    private static List<String> faults(String schema, JsonNode value) {
        return DocumentSchemas.at("/asyncapi").faults("#/components/schemas/" + schema, value);
    }

    private static JsonNode headersJson(ConsumerRecord<byte[], byte[]> record) {
        return new ObjectMapper().valueToTree(headers(record));
    }

    private static ConsumerRecord<byte[], byte[]> sent(String topic, String key) {
        return Topics.await(topic, 1, record -> key.equals(text(record.key()))).get(0);
    }
}
