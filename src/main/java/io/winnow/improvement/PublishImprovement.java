package io.winnow.improvement;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.winnow.broker.CloudEvent;
import io.winnow.broker.CloudEvents;
import io.winnow.broker.Topic;
import io.winnow.broker.TopicsConfig;

/** Sends improvement events, each on its own: what was answered stands in the log. */
@ApplicationScoped
class PublishImprovement {
    private final CloudEvents events;
    private final String topic;

    PublishImprovement(CloudEvents events, TopicsConfig topics) {
        this.events = events;
        topic = Topic.IMPROVEMENTS.name(topics);
    }

    /** Completes when the broker has the event with all its replicas; it carries on the trace, if there is one. */
    Uni<Void> publish(ImprovementEvent event, String traceparent) {
        return events.sendImprovement(new CloudEvent(topic, event.sessionId(), event.json(), event.improvementId(),
                ImprovementEvent.TYPE, event.sessionId(), Instant.ofEpochSecond(event.scheduledAt())), traceparent);
    }
}
