package io.winnow.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.winnow.batch.Batch;
import io.winnow.broker.TopicsConfig;
import io.winnow.config.ServiceConfig;
import io.winnow.testing.DocumentSchemas;

class AnnouncementTest {

    @ParameterizedTest
    @CsvSource({
            ",                          /batch/sessions?batch_id=17",
            "https://winnow.example/,   https://winnow.example/batch/sessions?batch_id=17",
            "https://example.com/a,     https://example.com/a/batch/sessions?batch_id=17"})
    void the_sessions_url_is_a_path_unless_the_service_knows_where_it_is_reached(String publicUrl, String expected) {
        var batch = new Batch();
        batch.digest = new byte[32];
        batch.id = 17L;

        var message = new Announcement(new Topics(), new Service(Optional.ofNullable(publicUrl)))
                .of(batch, new ReleaseRequest("r", 0, null, false), Instant.EPOCH);

        assertThat(message.topic).isEqualTo("staging.batch-released");
        assertThat(DocumentSchemas.json(message.payload.getBytes()).get("sessions_url").asText()).isEqualTo(expected);
    }

    private record Service(Optional<String> publicUrl) implements ServiceConfig {
        @Override
        public String source() {
            return "/winnow";
        }

        @Override
        public Duration callTimeout() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration databaseSilence() {
            return Duration.ofSeconds(10);
        }
    }

    private record Topics() implements TopicsConfig {
        @Override
        public Optional<String> prefix() {
            return Optional.of("staging.");
        }

        @Override
        public int partitions() {
            return 6;
        }

        @Override
        public short replication() {
            return 1;
        }

        @Override
        public Duration adminTimeout() {
            return Duration.ofSeconds(5);
        }
    }
}
