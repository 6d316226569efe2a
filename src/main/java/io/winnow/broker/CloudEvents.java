package io.winnow.broker;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Message;

import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.winnow.config.ServiceConfig;

/**
 * Makes messages that are CloudEvents 1.0 in Kafka's binary mode: the attributes are headers {@code ce_…}, the value is
 * JSON.
 */
@ApplicationScoped
public class CloudEvents {
    private final URI source;

    CloudEvents(ServiceConfig config) {
        source = URI.create(config.source());
    }

    /**
     * A message for a topic.
     *
     * @param topic the topic's name on the broker
     * @param key the record's key
     * @param value the record's value, JSON
     * @param id what tells repeats: the same for each delivery of the same event
     */
    public Message<String> message(String topic, String key, String value, String id, String type, String subject,
            Instant time) {
        return Message.of(value)
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder().withTopic(topic).withKey(key).build())
                .addMetadata(OutgoingCloudEventMetadata.<String>builder()
                        .withId(id).withSource(source).withType(type).withSubject(subject)
                        .withTimestamp(time.atZone(ZoneOffset.UTC)).withDataContentType("application/json")
                        .build());
    }
}
