package io.winnow.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.winnow.testing.Servers;
import io.winnow.testing.Topics;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class EnsureTopicsTest {

    @ParameterizedTest
    @ValueSource(strings = {Topics.IMPROVEMENTS, Topics.RELEASES, Topics.DEAD_LETTERS})
    void a_topic_is_made_so_that_nothing_unread_expires(String topic) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (var admin = Topics.admin()) {
            var config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            assertThat(config.get("cleanup.policy").value()).isEqualTo("delete");
            assertThat(config.get("retention.ms").value()).isEqualTo("-1");
            assertThat(config.get("retention.bytes").value()).isEqualTo("-1");
        }
    }

    @Test
    void a_topic_that_is_deleted_while_the_service_runs_is_made_again() throws Exception {
        try (var admin = Topics.admin()) {
            admin.deleteTopics(List.of(Topics.DEAD_LETTERS)).all().get();

            Awaitility.await().atMost(Duration.ofSeconds(30))
                    .until(() -> admin.listTopics().names().get().contains(Topics.DEAD_LETTERS));
        }
    }

    @Test
    void topics_have_as_many_partitions_as_configured() throws Exception {
        try (var admin = Topics.admin()) {
            var topics = admin.describeTopics(List.of(Topics.IMPROVEMENTS)).allTopicNames().get();
            assertThat(topics.get(Topics.IMPROVEMENTS).partitions()).hasSize(6);
        }
    }
}
