package io.winnow.release;

import static io.winnow.json.JsonText.extend;
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

/** Words the message that tells downstream trainers of a released batch. */
@ApplicationScoped
class Announcement {
    /** The CloudEvents type. */
    static final String TYPE = "io.winnow.batch.released.v1";

    private final String topic;
    private final String baseUrl;

    Announcement(TopicsConfig topics, ServiceConfig service) {
        topic = Topic.RELEASES.name(topics);
        baseUrl = service.publicUrl().map(url -> url.replaceAll("/+$", "")).orElse("");
    }

    /** The message of a batch that is being released; its value is described in the AsyncAPI document. */
    OutboxMessage of(Batch batch, ReleaseRequest request, Instant at) {
        var message = new OutboxMessage();
        message.id = UUID.randomUUID();
        message.topic = topic;
        message.key = Long.toString(batch.id);
        message.type = TYPE;
        message.subject = message.key;
        message.createdAt = at;
        message.payload = object(
                member("release_id", quote(request.releaseId())),
                member("batch_id", quote(message.key)),
                member("released_at", at.getEpochSecond()),
                member("session_count", batch.sessionCount),
                member("event_count", batch.eventCount),
                member("first_number", 1),
                member("last_number", batch.sessionCount),
                member("digest", quote(batch.digestHex())),
                member("sessions_url", quote(baseUrl + "/batch/sessions?batch_id=" + message.key)));
        if (request.note() != null) {
            message.payload = extend(message.payload, member("note", quote(request.note())));
        }
        return message;
    }
}
