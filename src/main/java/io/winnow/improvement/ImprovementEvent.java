package io.winnow.improvement;

import static io.winnow.json.JsonText.member;
import static io.winnow.json.JsonText.object;
import static io.winnow.json.JsonText.quote;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import org.apache.kafka.common.header.Headers;

import io.winnow.broker.CloudEvents;
import io.winnow.json.JsonInput;
import io.winnow.problem.ProblemException;

/**
 * The request that one session be used to improve the model, as it stands in Kafka.
 *
 * @param sessionId which session
 * @param version the session's version when it was verified: how many events it had, one more if marked irrelevant. It
 *        grows with each change, so it names a state, and a later one contains an earlier one
 * @param scheduledAt UTC seconds
 */
public record ImprovementEvent(String sessionId, int version, long scheduledAt) {
    /** The CloudEvents type. */
    public static final String TYPE = "io.winnow.improvement.requested.v1";

    private static final Pattern VERSION = Pattern.compile("\\d{1,9}");

    /** Session id and version in one: a repeat of a request carries the same one. */
    public String improvementId() {
        return sessionId + ":" + version;
    }

    /** The record's value, JSON. */
    public String json() {
        return object(member("improvement_id", quote(improvementId())), member("session_id", quote(sessionId)),
                member("scheduled_at", scheduledAt));
    }

    /**
     * Reads a record of the topic.
     *
     * @throws ProblemException when it is none of ours; its detail is the reason for the dead letter
     */
    public static ImprovementEvent from(Headers headers, byte[] value) {
        var type = headers.lastHeader(CloudEvents.TYPE_HEADER);
        if (type == null || type.value() == null || !TYPE.equals(new String(type.value(), StandardCharsets.UTF_8))) {
            throw ProblemException.invalid(CloudEvents.TYPE_HEADER, "must be " + TYPE);
        }
        var input = JsonInput.parse(value == null ? new byte[0] : value);
        var sessionId = input.id("session_id");
        var version = versionOf(input.text("improvement_id"), sessionId);
        if (version < 0) {
            input.wrong("improvement_id", "must be the session_id, a colon and the session's version");
        }
        var scheduledAt = input.optionalInteger("scheduled_at");
        if (scheduledAt == null) {
            input.wrong("scheduled_at", "must be UTC seconds");
        }
        input.check();
        return new ImprovementEvent(sessionId, version, scheduledAt);
    }

    private static int versionOf(String improvementId, String sessionId) {
        var isOurs = improvementId != null && sessionId != null && improvementId.startsWith(sessionId + ":");
        var version = isOurs ? improvementId.substring(sessionId.length() + 1) : "";
        return VERSION.matcher(version).matches() ? Integer.parseInt(version) : -1;
    }
}
