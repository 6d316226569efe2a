package io.winnow.release;

import static io.winnow.json.JsonText.member;
import static io.winnow.json.JsonText.object;
import static io.winnow.json.JsonText.quote;

import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.winnow.batch.Batch;
import io.winnow.broker.Topic;
import io.winnow.broker.TopicsConfig;
import io.winnow.config.ServiceConfig;
import io.winnow.outbox.OutboxMessage;

/** The message that tells downstream trainers of a released batch. */
public final class Announcement {
    /** The CloudEvents type. */
    public static final String TYPE = "io.winnow.batch.released.v1";

    private Announcement() {}

    /** Writes announcements with this service's topic and address. */
    @ApplicationScoped
    static class Writer {
        private final String topic;
        private final String baseUrl;

        Writer(TopicsConfig topics, ServiceConfig service) {
            topic = Topic.RELEASES.name(topics);
            baseUrl = service.publicUrl().map(url -> url.replaceAll("/+$", "")).orElse("");
        }

        /** The message; its value is {@code {release_id, batch_id, released_at, …, sessions_url}}. */
        OutboxMessage message(Batch batch, String releaseId, Instant at) {
            var message = new OutboxMessage();
            message.id = UUID.randomUUID();
            message.topic = topic;
            message.key = Long.toString(batch.id);
            message.type = TYPE;
            message.subject = message.key;
            message.createdAt = at;
            message.payload = object(
                    member("release_id", quote(releaseId)),
                    member("batch_id", quote(message.key)),
                    member("released_at", at.getEpochSecond()),
                    member("session_count", batch.sessionCount),
                    member("event_count", batch.eventCount),
                    member("first_number", 1),
                    member("last_number", batch.sessionCount),
                    member("sessions_url", quote(baseUrl + "/batch/sessions?batch_id=" + message.key)));
            return message;
        }
    }
}
