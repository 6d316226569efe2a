package io.winnow.outbox;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.winnow.broker.CloudEvent;

/**
 * A CloudEvent to be sent. Persist it in the transaction that changes what it tells of: then there is neither without the
 * other. The relay adds when it was claimed and sent.
 */
@Entity
@Table(name = "outbox")
public class OutboxMessage extends PanacheEntityBase {
    /** The event's id, the same for each delivery. */
    @Id
    public UUID id;

    /** The topic's name on the broker. */
    public String topic;

    /** The record's key. */
    public String key;

    /** The CloudEvents type. */
    public String type;

    /** The CloudEvents subject. */
    public String subject;

    /** The record's value, JSON. */
    public String payload;

    /** The event's time, the same for each delivery. */
    @Column(name = "created_at")
    public Instant createdAt;

    /** The trace that it belongs to, W3C Trace Context; {@code null} where there is none. */
    public String traceparent;

    CloudEvent event() {
        return new CloudEvent(topic, key, payload, id.toString(), type, subject, createdAt);
    }
}
