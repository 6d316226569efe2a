package io.winnow.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import io.winnow.testing.Servers;

class ListenTest {

    private final String topic = "batch-released-" + UUID.randomUUID();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void an_announcement_is_one_line_as_it_was_sent() throws Exception {
        announced("1", "batch-1", "{\"batch_id\":\"Bücher\"}");

        int status = listen("--from-beginning", "--max", "1", "--timeout", "20");

        assertThat(status).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("{\"batch_id\":\"Bücher\"}\n");
    }

    @Test
    void a_repeat_is_printed_once() throws Exception {
        announced("1", "batch-1", "{\"first\":1}");
        announced("1", "batch-1", "{\"first\":1}");
        announced("2", "batch-2", "{\"second\":2}");

        listen("--from-beginning", "--max", "2", "--timeout", "20");

        assertThat(out.toString(UTF_8)).isEqualTo("{\"first\":1}\n{\"second\":2}\n");
    }

    @Test
    void one_batch_is_picked_by_its_id_and_shown_with_headers() throws Exception {
        announced("1", "batch-1", "{\"first\":1}");
        announced("2", "batch-2", "{\"second\":2}");

        listen("--from-beginning", "--batch", "batch-2", "--headers", "--max", "1", "--timeout", "20");

        assertThat(out.toString(UTF_8)).isEqualTo("ce_id: 2\n{\"second\":2}\n");
    }

    @Test
    void silence_until_the_timeout_is_status_1() throws Exception {
        announced("1", "batch-1", "{\"first\":1}");

        int status = listen("--latest", "--timeout", "1");

        assertThat(status).isEqualTo(1);
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void a_missing_topic_is_named() {
        int status = listen("--topic", "nowhere");

        assertThat(status).isEqualTo(1);
        assertThat(err.toString(UTF_8)).containsOnlyOnce("\n").contains("there is no topic nowhere");
    }

    @Test
    void a_wrong_option_is_one_line_and_status_2() {
        for (List<String> wrong : List.of(List.of("--wrong"), List.of("--max"), List.of("--max", "none"),
                List.of("--timeout", "0"), List.of("--latest", "--from-beginning"))) {
            err.reset();
            int status = listen(wrong.toArray(String[]::new));

            assertThat(status).isEqualTo(2);
            assertThat(err.toString(UTF_8)).containsOnlyOnce("\n").contains(wrong.get(0));
        }
    }

    @Test
    void help_is_the_result_that_was_asked_for() {
        int status = listen("--help");

        assertThat(status).isZero();
        assertThat(out.toString(UTF_8)).contains("--from-beginning", "batch-released");
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    private int listen(String... words) {
        List<String> all = new ArrayList<>(
                List.of("listen", "--bootstrap-servers", Servers.bootstrapServers(), "--topic", topic));
        all.addAll(List.of(words));
        return Console.run(new Shell(Map.of(), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8)),
                all.toArray(String[]::new));
    }

    private void announced(String id, String batch, String value) throws Exception {
        Map<String, Object> broker = Map.of("bootstrap.servers", Servers.bootstrapServers());
        try (Admin admin = Admin.create(broker)) {
            if (!admin.listTopics().names().get().contains(topic)) {
                admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            }
        }
        try (var producer = new KafkaProducer<>(broker, new StringSerializer(), new StringSerializer())) {
            ProducerRecord<String, String> record = new ProducerRecord<>(topic, batch, value);
            record.headers().add("ce_id", id.getBytes(UTF_8));
            producer.send(record).get();
        }
    }
}
