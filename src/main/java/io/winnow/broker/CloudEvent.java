package io.winnow.broker;

import java.time.Instant;

/**
 * An event for a topic.
 *
 * @param topic the topic's name on the broker
 * @param key the record's key
 * @param value the record's value, JSON
 * @param id what tells repeats: the same for each delivery of the same event
 * @param type the CloudEvents type
 * @param subject the CloudEvents subject
 * @param time when it came to be, the same for each delivery
 */
public record CloudEvent(String topic, String key, String value, String id, String type, String subject,
        Instant time) {}
